#!/usr/bin/env node
/**
 * What `npx sada` runs. Plain JavaScript, because it may be read by a Node that cannot read TypeScript: then the project's own Node,
 * which `npm ci` installs, takes over.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** From 24 on Node reads TypeScript and has everything the commands use. */
const newEnough = Number(process.versions.node.split('.')[0]) >= 24
const command = fileURLToPath(new URL('./sada.ts', import.meta.url))
const extension = process.platform === 'win32' ? '.exe' : ''
const ownNode = fileURLToPath(new URL(`../../node_modules/node/bin/node${extension}`, import.meta.url))

if (newEnough) await import('./sada.ts')
else if (existsSync(ownNode)) {
  const child = spawn(ownNode, [command, ...process.argv.slice(2)], { stdio: 'inherit' })
  // Ctrl+C reaches both by the terminal; a signal sent to this process alone is handed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  child.on('error', (error) => {
    console.error(`sada: ${ownNode} does not start: ${error.message}`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal ? 1 : 0)
  })
} else {
  console.error(
    `sada: this is Node ${process.versions.node}, too old for these commands.\nInstall Node 24, or run npm ci in the project: it brings its own.`,
  )
  process.exitCode = 1
}
