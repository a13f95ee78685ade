/** What the bundler says of itself. */
interface ImportMeta {
  readonly env: { readonly PROD: boolean };
}
