#!/usr/bin/env node
// Plain JavaScript that an old Node can read, so that it can say what is needed.
const oldest = 24
const source = new URL('../src/index.ts', import.meta.url)

if (Number.parseInt(process.versions.node, 10) < oldest) {
  console.error(`tcex needs Node ${oldest} or later, and was started with Node ${process.versions.node}.`)
  process.exitCode = 1
} else {
  if (process.env.npm_lifecycle_event === 'npx') endWithShell()
  // Not imported: an import of a module of Node looks at all that it has, and loads much that nobody needs.
  const { existsSync } = process.getBuiltinModule('node:fs')
  const nodeModule = process.getBuiltinModule('node:module')
  const { join } = process.getBuiltinModule('node:path')
  // What was compiled once is read the next time; where it cannot be kept, it is compiled again.
  nodeModule.enableCompileCache(join(cacheFolder(process.env), 'tcex'))
  const { main } = await import(existsSync(source) ? fromSource(source, nodeModule) : '../dist/index.js')
  process.exitCode = await main(process.argv.slice(2))
}

/**
 * In the repository the packages' sources are there, and run as they are.
 *
 * @param {URL} url
 * @param {typeof import('node:module')} nodeModule
 */
function fromSource(url, nodeModule) {
  const ours = /^(tcex|@tcex\/.*)$/
  nodeModule.registerHooks({
    resolve(name, context, next) {
      const conditions = ours.test(name) ? [...context.conditions, 'tcex-source'] : context.conditions
      return next(name, { ...context, conditions })
    },
  })
  return url.href
}

/** npx passes a signal to the shell that it starts us in, and the shell ends of it without passing it on. */
function endWithShell() {
  const shell = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 100)
  watch.unref()
}

/**
 * Where programs keep for a user what can be made anew.
 *
 * @param {NodeJS.ProcessEnv} environment
 */
function cacheFolder({ XDG_CACHE_HOME, LOCALAPPDATA }) {
  if (XDG_CACHE_HOME) return XDG_CACHE_HOME
  if (process.platform === 'win32' && LOCALAPPDATA) return LOCALAPPDATA
  const { join } = process.getBuiltinModule('node:path')
  return join(
    process.getBuiltinModule('node:os').homedir(),
    process.platform === 'darwin' ? 'Library/Caches' : '.cache',
  )
}
