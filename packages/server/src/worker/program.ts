/** What every thread runs that needs more than a few lines. The sources run as they are; what is published is JavaScript. */
export const program = new URL(
  import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js',
  import.meta.url,
)
