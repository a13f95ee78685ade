/** The hash with its eight ends, and one mark in the middle. */
export const Logo = ({ size = 28 }: { readonly size?: number }) => (
  <svg class="logo" viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" focusable="false">
    <g class="logo-ink">
      <path d="M13.2 3.5 10.4 28.5" />
      <path d="M21.6 3.5 18.8 28.5" />
      <path d="M4.4 11.5h24.4" />
      <path d="M3.2 20.5h24.4" />
    </g>
    <circle class="logo-dot" cx="16" cy="16" r="2.5" />
  </svg>
);
