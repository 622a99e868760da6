/**
 * `npm run trust`: for each line of trust, takes its check out of a copy of the code in memory and sees its test fail. First every test is
 * seen to pass with nothing taken out. Ends with 1 where a test passed without its check. `--only <text>` takes lines that hold the text,
 * `--unit` leaves out the end-to-end tests (which need Chromium and a build each).
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Mutation, mutations } from './mutations.ts'

const { values } = parseArgs({ options: { only: { type: 'string' }, unit: { type: 'boolean' } } })
const config = 'tests/trust/vite.config.ts'
const folder = mkdtempSync(join(tmpdir(), 'sada-trust-'))
const isEnd = ({ test: [file] }: Mutation): boolean => file.startsWith('tests/e2e/')

interface Counts {
  failed: number
  passed: number
  /** What the runner said, for when it makes no sense. */
  said: string
}

const run = (command: string[], env: Record<string, string>) => {
  const { stdout, stderr } = spawnSync('npx', command, {
    env: { ...process.env, NO_COLOR: '1', ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return { stdout, said: `${stdout}\n${stderr}` }
}

const unit = ([file, name]: Mutation['test'], env: Record<string, string>): Counts => {
  const report = join(folder, 'report.json')
  rmSync(report, { force: true })
  const pattern = `^${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`
  const args = [
    'vitest',
    'run',
    '-c',
    config,
    file,
    '-t',
    pattern,
    '--reporter=json',
    `--outputFile=${report}`,
  ]
  const { said } = run(args, env)
  try {
    const { numFailedTests, numPassedTests } = JSON.parse(readFileSync(report, 'utf8')) as {
      numFailedTests: number
      numPassedTests: number
    }
    return { failed: numFailedTests, passed: numPassedTests, said }
  } catch {
    return { failed: 0, passed: 0, said }
  }
}

const endToEnd = ([file, name]: Mutation['test'], env: Record<string, string>): Counts => {
  const app = join(folder, 'app')
  const built = run(
    ['vite', 'build', '-c', config, '--outDir', app, '--emptyOutDir', '--logLevel', 'error'],
    env,
  )
  const { stdout, said } = run(['playwright', 'test', file, '-g', name, '--reporter=json'], { SADA_APP: app })
  try {
    const { stats } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as {
      stats: { expected: number; unexpected: number }
    }
    return { failed: stats.unexpected, passed: stats.expected, said }
  } catch {
    return { failed: 0, passed: 0, said: built.said + said }
  }
}

const test = (mutation: Mutation, env: Record<string, string>): Counts =>
  (isEnd(mutation) ? endToEnd : unit)(mutation.test, env)

const chosen = mutations
  .map((mutation, at) => ({ mutation, at }))
  .filter(({ mutation }) => !(values.unit && isEnd(mutation)) && mutation.line.includes(values.only ?? ''))
let wrong = 0
const complain = (what: string, { said }: Counts): void => {
  wrong++
  console.error(`${what}\n${said.slice(-3000)}`)
}

try {
  const sound = new Set<string>()
  for (const { mutation } of chosen) {
    const key = mutation.test.join(' ')
    if (sound.has(key)) continue
    sound.add(key)
    const counts = test(mutation, {})
    if (counts.failed > 0 || counts.passed === 0) complain(`NOT SOUND as it is: ${key}`, counts)
  }
  console.log(`${sound.size} tests pass with nothing taken out${wrong ? `, but for ${wrong}` : ''}\n`)
  console.log('line | check removed | test failed | test')
  console.log('---|---|---|---')
  for (const { mutation, at } of chosen) {
    const counts = test(mutation, { SADA_MUTATION: String(at) })
    const { line, removed, file } = mutation
    console.log(
      `${line} | ${removed} (${file}) | ${counts.failed > 0 ? 'yes' : 'NO'} | ${mutation.test.join(': ')}`,
    )
    if (counts.failed === 0) complain(`PASSED WITHOUT ITS CHECK: ${mutation.test.join(': ')}`, counts)
  }
  console.log(
    `\n${chosen.length} checks taken out, ${wrong === 0 ? 'each seen by its test' : `${wrong} wrong`}`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
if (wrong > 0) process.exitCode = 1
