// Modules that vite.config.ts makes.
declare module 'virtual:knowledge/es' {
  const book: import('./lib/translation/book').BookData;
  export default book;
}
