import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { inProject } from './project.ts'
import { createScratch } from './testing/source.ts'

const run = promisify(execFile)

/** The launcher under a Node that says it is older than it is, in a project of its own. */
const underOldNode = (project: string, argv: readonly string[]) => {
  writeFileSync(
    `${project}/old.cjs`,
    "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })",
  )
  return run(process.execPath, [
    '--require',
    `${project}/old.cjs`,
    `${project}/src/organiser/sada.js`,
    ...argv,
  ])
}

it('runs the commands: npx sada', async () => {
  const { stdout } = await run(process.execPath, [inProject('src/organiser/sada.js'), '--help'])
  expect(stdout).toContain('edition build')
})
it('hands over to the Node of the project where its own is too old, with arguments and exit code', async () => {
  using scratch = createScratch()
  const project = await projectIn(scratch.folder)
  mkdirSync(scratch.in('node_modules', 'node', 'bin'), { recursive: true })
  writeFileSync(
    scratch.in('node_modules', 'node', 'bin', 'node'),
    `#!/bin/sh\necho "own node: $2 $3"\nexit 2\n`,
    { mode: 0o755 },
  )
  const failure = await underOldNode(project, ['edition', 'verify']).catch((error: unknown) => error)
  expect(failure).toMatchObject({ code: 2, stdout: 'own node: edition verify\n' })
})
it('says what to do where there is none', async () => {
  using scratch = createScratch()
  const project = await projectIn(scratch.folder)
  const failure = await underOldNode(project, ['--help']).catch((error: unknown) => error)
  expect(failure).toMatchObject({ code: 1, stderr: expect.stringContaining('run npm ci in the project') })
})

/** A project of nothing but the launcher. */
const projectIn = async (folder: string): Promise<string> => {
  mkdirSync(`${folder}/src/organiser`, { recursive: true })
  await run('cp', [inProject('src/organiser/sada.js'), `${folder}/src/organiser/sada.js`])
  writeFileSync(`${folder}/package.json`, '{"type":"module"}')
  return folder
}
