import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCode } from '../../shared/lock/code.ts'
import { readWords } from '../../shared/lock/lock-words.ts'
import { packOf } from '../../shared/pack/testing.ts'
import { dispatch } from '../dispatch.ts'
import { inProject } from '../project.ts'
import { folderTarget } from '../publish/folder-target.ts'
import { runToEnd } from '../testing/command.ts'
import { createScratch, demoKeys, demoSource, type Scratch } from '../testing/source.ts'
import { commands } from './table.ts'

/** These run until they are stopped; what they say meanwhile is their own. */
const serving = new Set(['evening', 'broadcast', 'rehearse', 'dev'])
/** These may be called without a word more. */
const wantNothing = new Set(['treasurer list', 'treasurer totals', 'treasurer payments'])
const reporting = commands.filter(({ name }) => !serving.has(name))

let scratch: Scratch
beforeAll(async () => {
  scratch = createScratch()
  const built = await runToEnd([
    'edition',
    'build',
    demoSource,
    '--keys',
    demoKeys,
    '--out',
    scratch.in('edition'),
  ])
  expect(built.code).toBe(0)
})
afterAll(() => scratch[Symbol.dispose]())

/** A command's one JSON value, nothing beside it. */
const value = async (argv: string[], env?: Record<string, string>) => {
  const { code, out, err } = await runToEnd([...argv, '--json'], env)
  expect([err, code]).toEqual(['', 0])
  expect(out.trim().split('\n')).toHaveLength(1)
  return JSON.parse(out)
}

describe('every command with a result', () => {
  it.each(reporting.map(({ name }) => name))(
    '%s says that it speaks JSON, and does where it is wrongly used',
    async (name) => {
      const { help } = await commands.find((command) => command.name === name)!.load()
      expect(help).toContain('--json')
      const said: string[] = []
      const wrong = wantNothing.has(name) ? ['--no-such-option'] : []
      const code = await dispatch(commands, [...name.split(' '), '--json', ...wrong], {
        out: (line) => said.push(line),
        err: (line) => said.push(`err: ${line}`),
      })
      expect(code).toBe(2)
      expect(said).toHaveLength(1)
      expect(JSON.parse(said[0]!)).toMatchObject({
        error: {
          message: expect.any(String),
          advice: expect.stringContaining(`${name} --help`),
          findings: [],
        },
        exitCode: 2,
      })
    },
  )

  it('keys new and keys rotate, with a passphrase from a file', async () => {
    writeFileSync(scratch.in('passphrase'), 'four lanterns in the rain\n')
    const file = ['--passphrase-file', scratch.in('passphrase')]
    const made = await value(['keys', 'new', scratch.in('one'), '--id', 'lantern-assembly', ...file])
    expect(made).toMatchObject({
      organisation: 'lantern-assembly',
      sealed: true,
      fingerprints: { content: expect.stringMatching(/^(\w{4} ){3}\w{4}$/) },
    })
    const rotate = ['keys', 'rotate', scratch.in('one'), '--edition', '1', '--out']
    const changed = await value([...rotate, scratch.in('two')], {
      SADA_PASSPHRASE_FILE: scratch.in('passphrase'),
    })
    expect(changed).toMatchObject({
      edition: 1,
      changes: [{ role: 'content', from: made.fingerprints.content }, { role: 'donation' }],
    })
    const only = await value([...rotate, scratch.in('three'), '--only', 'donation', ...file])
    expect(only.changes.map(({ role }: { role: string }) => role)).toEqual(['donation'])
    // Without a terminal nobody is asked; with the wrong passphrase it says so.
    const asked = await runToEnd([...rotate, scratch.in('four'), '--json'])
    expect(JSON.parse(asked.out)).toMatchObject({
      error: { message: expect.stringContaining('no terminal') },
      exitCode: 1,
    })
    writeFileSync(scratch.in('passphrase'), 'five lanterns in the rain\n')
    const wrong = await runToEnd([...rotate, scratch.in('four'), ...file])
    expect([wrong.code, wrong.out]).toEqual([1, ''])
    expect(wrong.err).toContain('does not open')
  })

  it('lock new and lock show, under the passphrase of the organisation’s keys, which builds with them', async () => {
    writeFileSync(scratch.in('secret'), 'six lanterns in the rain\n')
    const file = ['--passphrase-file', scratch.in('secret')]
    const keys = scratch.in('locking')
    await value(['keys', 'new', keys, '--id', 'lantern-assembly', ...file])
    const made = await value(['lock', 'new', 'at-nine', '--keys', keys, ...file])
    expect(made).toEqual({ lock: 'at-nine', file: join(keys, 'locks/at-nine.jwk.json'), sealed: true })
    const shown = await value(['lock', 'show', 'at-nine', '--keys', keys], {
      SADA_PASSPHRASE_FILE: scratch.in('secret'),
    })
    expect(shown).toMatchObject({ lock: 'at-nine', words: expect.stringMatching(/^([a-z]+ ){11}[a-z]+$/) })
    expect(readCode(shown.code)).toEqual(readWords(shown.words))
    for (const command of ['new other', 'show at-nine']) {
      const asked = await runToEnd(['lock', ...command.split(' '), '--keys', keys, '--json'])
      expect(JSON.parse(asked.out).error.message).toContain('no terminal')
    }
    const trusting = ['--organisation', join(keys, 'organisation.json')]
    const out = scratch.in('locking-edition')
    await value(['edition', 'build', demoSource, '--keys', keys, '--out', out, ...trusting, ...file])
    const { locks } = await value(['edition', 'verify', out, '--keys', keys, ...trusting, ...file])
    expect(locks).toEqual([
      {
        lock: 'at-nine',
        released: false,
        opens: '2027-01-09T21:00:00+05:00',
        files: 3,
        missing: 0,
        checked: true,
      },
    ])
    // Open keys and no passphrase named: the lock's key lies open as they do.
    const open = await value(['lock', 'new', 'other', '--keys', scratch.in('nowhere')])
    expect(open.sealed).toBe(false)
    expect(await value(['lock', 'show', 'other', '--keys', scratch.in('nowhere')])).toMatchObject({
      lock: 'other',
    })
  })

  it('edition build, verify and diff', async () => {
    const out = scratch.in('again')
    const built = await value(['edition', 'build', demoSource, '--keys', demoKeys, '--out', out])
    expect(built).toMatchObject({
      edition: 1,
      organisation: 'lantern-assembly',
      folder: out,
      signer: expect.any(String),
    })
    const verified = await value(['edition', 'verify', out])
    expect(verified).toMatchObject({
      edition: 1,
      kind: 'folder',
      retired: false,
      notIncluded: [],
      signer: built.signer,
    })
    expect(await value(['edition', 'diff', out, scratch.in('edition')])).toMatchObject({
      changes: [],
      fetch: 0,
    })
    writeFileSync(scratch.in('again', 'giving.json'), '{}')
    const bad = await runToEnd(['edition', 'verify', out, '--json'])
    expect([bad.code, bad.err]).toEqual([1, ''])
    const { error } = JSON.parse(bad.out)
    expect(error.findings).toContainEqual({
      file: 'giving.json',
      message: expect.stringMatching(/^has 2 bytes, not/),
    })
  })

  it('edition publish', async () => {
    const to = scratch.in('published')
    const plan = await value(['edition', 'publish', scratch.in('edition'), to, '--dry-run'])
    expect(plan).toMatchObject({ edition: 1, dryRun: true, before: null, same: false })
    const done = await value(['edition', 'publish', scratch.in('edition'), to])
    expect(done.steps).toEqual(plan.steps)
    expect(await value(['edition', 'publish', scratch.in('edition'), to])).toMatchObject({
      same: true,
      steps: [],
    })
    expect(await value(['edition', 'verify', to])).toMatchObject({ edition: 1 })
    const wrong = await runToEnd([
      'edition',
      'publish',
      scratch.in('edition'),
      'https://mirror.example/',
      '--json',
    ])
    expect(JSON.parse(wrong.out)).toMatchObject({ exitCode: 2 })
  })
})

describe('edition verify', () => {
  it('takes a pack: whole, with files that are not included, and refuses one with a wrong file', async () => {
    const target = folderTarget(scratch.in('edition'))
    const files: Record<string, Uint8Array<ArrayBuffer>> = {}
    for (const name of (await target.list()).keys()) files[name] = (await target.read(name))!
    const pack = async (change: (files: Record<string, Uint8Array<ArrayBuffer>>) => void) => {
      const chosen = { ...files }
      change(chosen)
      writeFileSync(scratch.in('pack.html'), await packOf(chosen))
      return runToEnd(['edition', 'verify', scratch.in('pack.html'), '--json'])
    }
    const whole = await pack(() => undefined)
    expect(JSON.parse(whole.out)).toMatchObject({ kind: 'pack', notIncluded: [] })
    const part = await pack((chosen) => delete chosen['items/one-tap/video.mp4'])
    expect([part.code, JSON.parse(part.out).notIncluded]).toEqual([0, ['items/one-tap/video.mp4']])
    // Locks are judged in a pack as well: what of them is there, and by their keys where those are at hand.
    const sealed = Object.keys(files).filter((path) => path.startsWith('sealed/'))
    const keyed = ['edition', 'verify', scratch.in('pack.html'), '--keys', demoKeys]
    expect((await value(keyed)).locks).toMatchObject([{ lock: 'at-nine', missing: 0, checked: true }])
    await pack((chosen) => delete chosen[sealed[0]!])
    expect((await value(keyed)).locks).toMatchObject([{ lock: 'at-nine', files: 3, missing: 1 }])
    const spoilt = await pack((chosen) => {
      chosen['items/water/en.md'] = chosen['items/water/en.md']!.map((byte, at) =>
        at === 9 ? byte ^ 1 : byte,
      )
    })
    expect(JSON.parse(spoilt.out).error.findings).toEqual([
      { file: 'items/water/en.md', message: 'has another SHA-256 than its manifest says' },
    ])
    const extra = await pack((chosen) => {
      chosen['items/extra/en.md'] = new Uint8Array(3)
    })
    expect(JSON.parse(extra.out).error.findings).toEqual([
      { file: 'items/extra/en.md', message: 'is not listed in the manifest' },
    ])
    const empty = await pack((chosen) => delete chosen['content.json'])
    expect(JSON.parse(empty.out).error.findings).toContainEqual({
      file: 'content.json',
      message: 'is missing',
    })
    writeFileSync(scratch.in('pack.html'), '<p>no pack</p>'.repeat(50))
    const none = await runToEnd(['edition', 'verify', scratch.in('pack.html')])
    expect([none.code, none.out]).toEqual([1, ''])
    expect(none.err).toContain('is not a good pack')
  })

  it('takes the address of a mirror: every file by its size and hash, and no more of it than its size', async () => {
    let endless = false
    let failures = 2
    const server = createServer((request, answer) => {
      const path = (request.url ?? '').replace('/edition/', '')
      if (path === 'items/water/en.md' && failures-- > 0) return void answer.writeHead(503).end()
      if (path === 'items/water/ur.md' && endless) {
        const more = () => void (answer.destroyed || answer.write('x'.repeat(60_000), more))
        return more()
      }
      try {
        answer.end(readFileSync(scratch.in('edition', path)))
      } catch {
        answer.writeHead(404).end()
      }
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/edition`
    try {
      expect(await value(['edition', 'verify', address])).toMatchObject({ kind: 'mirror', edition: 1 })
      endless = true
      const { code, out } = await runToEnd(['edition', 'verify', `${address}/`, '--json'])
      expect(code).toBe(1)
      expect(JSON.parse(out).error.findings).toEqual([
        { file: 'items/water/ur.md', message: expect.stringMatching(/^has more bytes, not \d+$/) },
      ])
    } finally {
      server.closeAllConnections()
      server.close()
    }
    const gone = await runToEnd(['edition', 'verify', address, '--json'])
    expect(JSON.parse(gone.out).error.findings[0]).toMatchObject({
      file: 'manifest.json',
      message: expect.stringContaining('cannot be fetched ('),
    })
  })
})

it('edition publish killed by the system leaves what it can go on from', async () => {
  const to = scratch.in('killed')
  const argv = [inProject('src/organiser/sada.ts'), 'edition', 'publish', scratch.in('edition'), to]
  const child = spawn(process.execPath, argv, { stdio: 'ignore' })
  const ended = once(child, 'exit')
  const target = folderTarget(to)
  // As soon as it has begun to write.
  while ((await target.list().catch(() => new Map())).size < 3 && child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 2))
  child.kill('SIGKILL')
  await ended
  await value(['edition', 'publish', scratch.in('edition'), to])
  expect((await runToEnd(['edition', 'verify', to])).code).toBe(0)
})
