declare module 'cld3-asm/dist/cjs/index.js' {
  export * from 'cld3-asm';
}
