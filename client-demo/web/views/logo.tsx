/** The hash with its eight ends, and one mark in the middle. */
export const Logo = ({ size = 28 }: { readonly size?: number }) => (
  <svg class="logo" viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" focusable="false">
    <g class="logo-ink">
      <path d="M12 3.5 9.2 28.5" />
      <path d="M22.8 3.5 20 28.5" />
      <path d="M4.4 10.8h24.4" />
      <path d="M3.2 21.2h24.4" />
    </g>
    <circle class="logo-dot" cx="16" cy="16" r="2.2" />
  </svg>
);
