#!/usr/bin/env node
import { commands } from './commands/table.ts'
import { dispatch } from './dispatch.ts'

// `exitCode` rather than `exit()`: a command that serves keeps the process alive after it has started.
process.exitCode = await dispatch(commands, process.argv.slice(2), {
  out: (line) => console.log(line),
  err: (line) => console.error(line),
})
