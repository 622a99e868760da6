import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runToEnd } from '../testing/command.ts'
import { copyDemoSource, createScratch, demoKeys, demoSource } from '../testing/source.ts'

// A hang guard, not a measure: some twenty processes side by side.
describe.concurrent('editions on the command line', { timeout: 180_000 }, () => {
  it('are built, verified, and refused once a byte is changed', async () => {
    using scratch = createScratch()
    const out = scratch.in('edition')
    const built = await runToEnd(['edition', 'build', demoSource, '--keys', demoKeys, '--out', out])
    expect(built).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Edition 1 of') })
    const good = await runToEnd(['edition', 'verify', out])
    expect(good).toMatchObject({ code: 0, err: '', out: expect.stringContaining('everything is as signed') })
    writeFileSync(scratch.in('edition', 'items', 'schools', 'ur.md'), 'نہیں')
    const bad = await runToEnd(['edition', 'verify', out])
    expect([bad.code, bad.out]).toEqual([1, ''])
    expect(bad.err).toMatch(/is not a good edition.*items\/schools\/ur\.md: has 8 bytes/s)
  })
  it('are compared: what changed, and what a phone fetches', async () => {
    using source = copyDemoSource()
    using scratch = createScratch()
    const build = (folder: string, out: string) =>
      runToEnd(['edition', 'build', folder, '--keys', demoKeys, '--out', out])
    const [older, newer] = [scratch.in('one'), scratch.in('two')]
    expect((await build(demoSource, older)).code).toBe(0)
    source.edit('items/30-water/en.md', 'water', 'clean water')
    source.edit('giving.yaml', 'I am over 18 years of age.', 'I am over 21 years of age.')
    expect((await build(source.folder, newer)).code).toBe(0)
    const same = await runToEnd(['edition', 'diff', older, older])
    expect(same).toMatchObject({ code: 0, err: '', out: expect.stringContaining('a phone fetches 0 bytes') })
    const { code, out } = await runToEnd(['edition', 'diff', older, newer, '--json'])
    const diff = JSON.parse(out) as {
      changes: { kind: string; path: string; bytes: number }[]
      fetch: number
      terms: string[]
    }
    expect([code, diff.changes.map(({ kind, path }) => `${kind} ${path}`)]).toEqual([
      0,
      ['changed giving.json', 'changed giving.sig', 'changed items/water/en.md'],
    ])
    expect(diff.fetch).toBe(diff.changes.reduce((sum, { bytes }) => sum + bytes, 0))
    expect(diff.terms).toEqual([
      expect.stringContaining('the declaration adult says something else'),
      expect.stringContaining('terms in giving.yaml is no higher'),
    ])
    writeFileSync(scratch.in('two', 'items', 'water', 'en.md'), 'no')
    expect(await runToEnd(['edition', 'diff', older, newer])).toMatchObject({ code: 1, out: '' })
    expect(await runToEnd(['edition', 'diff', older])).toMatchObject({ code: 2, out: '' })
  })
  it('are not written while anything is wrong with their source', async () => {
    using source = copyDemoSource()
    using scratch = createScratch()
    source.remove('items/30-water/ur.md')
    const argv = ['edition', 'build', source.folder, '--keys', demoKeys, '--out', scratch.in('edition')]
    const { code, out, err } = await runToEnd(argv)
    expect([code, out, existsSync(scratch.in('edition'))]).toEqual([1, '', false])
    expect(err).toContain('items/30-water/ur.md: missing translation')
  })
  it('keep the pictures they made for the next build, which has the same bytes', async () => {
    using source = copyDemoSource()
    using scratch = createScratch()
    // Two pictures are enough: a slide and the poster of the film.
    const slides = 'items/210-lamp-carriers'
    for (const name of readdirSync(source.in(slides)))
      if (/^[2-6].*webp$/.test(name)) source.remove(`${slides}/${name}`)
    const [first] = readFileSync(source.in(`${slides}/item.yaml`), 'utf8').split('  - image: 2-pass')
    source.write(`${slides}/item.yaml`, first ?? '')
    const cache = ['--cache', scratch.in('cache')]
    const build = (out: string, ...more: string[]) =>
      runToEnd([
        'edition',
        'build',
        source.folder,
        '--keys',
        demoKeys,
        '--out',
        scratch.in(out),
        ...cache,
        ...more,
      ])
    expect((await build('one')).code).toBe(0)
    expect(readdirSync(scratch.in('cache'))).toHaveLength(2)
    expect(await build('two')).toMatchObject({ code: 0, err: '' })
    const manifest = (name: string) => readFileSync(scratch.in(name, 'manifest.json'), 'utf8')
    expect(manifest('two')).toBe(manifest('one'))
    expect((await build('three', '--no-cache')).code).toBe(0)
    expect(manifest('three')).toBe(manifest('one'))
  })
  it('hold to the limit they are given', async () => {
    using scratch = createScratch()
    const out = scratch.in('edition')
    const build = (size: string) =>
      runToEnd(['edition', 'build', demoSource, '--keys', demoKeys, '--out', out, '--max-file', size])
    const refused = await build('300KB')
    expect([refused.code, existsSync(out)]).toEqual([1, false])
    expect(refused.err).toMatch(/items\/410-one-tap\/video\.mp4: \d+ bytes is over the limit of 307200/)
    expect(await build('eight')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--max-file takes a size such as 8MB'),
    })
    expect((await build('0.4MB')).code).toBe(0)
  })
  it('are not signed by keys the app does not trust, and keys are made once', async () => {
    using scratch = createScratch()
    const keys = scratch.in('keys')
    expect((await runToEnd(['keys', 'new', keys, '--id', 'lantern-assembly'])).code).toBe(0)
    const again = await runToEnd(['keys', 'new', keys])
    expect([again.code, again.out]).toEqual([1, ''])
    expect(again.err).toContain('keys are never overwritten')
    // The demo locks an item, and its key is not theirs.
    expect((await runToEnd(['lock', 'new', 'at-nine', '--keys', keys])).code).toBe(0)
    const out = scratch.in('edition')
    const built = await runToEnd(['edition', 'build', demoSource, '--keys', keys, '--out', out])
    expect(built).toMatchObject({ code: 1, err: expect.stringContaining('the content key is another') })
    expect(existsSync(out)).toBe(false)
    const trusting = ['--organisation', scratch.in('keys', 'organisation.json')]
    const own = ['edition', 'build', demoSource, '--keys', keys, '--out', out, ...trusting]
    expect((await runToEnd(own)).code).toBe(0)
    // The demo's app would refuse it; theirs would not.
    expect((await runToEnd(['edition', 'verify', out])).code).toBe(1)
    expect((await runToEnd(['edition', 'verify', out, ...trusting])).code).toBe(0)
  })
})
