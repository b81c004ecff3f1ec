// Every npm script starts here, on whatever Node the machine has. Old syntax on purpose: a Node that is too old
// must still be able to read this file, so that it can say so.
'use strict'

var oldest = 20

if (Number.parseInt(process.versions.node, 10) < oldest) {
  console.error('This needs Node %s or later, and was started with Node %s.', oldest, process.versions.node)
  console.error('Install a newer one from https://nodejs.org and run the command again.')
  process.exitCode = 1
} else {
  require('./launch.cjs').launch(process.argv[2], process.argv.slice(3))
}
