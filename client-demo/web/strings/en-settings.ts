/** The English words of settings and of what the page itself says. */
export const enSettings = {
  settings: {
    title: 'Settings',
    hint: 'Kept in this browser only.',
    language: 'Language',
    sound: 'Sounds',
    soundHint: 'A soft tap for moves, two notes when it is your turn, three at the end.',
    soundOn: 'Sounds are on',
    soundOff: 'Sounds are off',
    theme: 'Dark and light follow your system, and so does less motion.',
  },
};
