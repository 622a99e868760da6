import { describe, expect, it } from 'vitest'
import type { Command } from './commands/table.ts'
import { commands } from './commands/table.ts'
import { dispatch, findCommand } from './dispatch.ts'
import { CommandError, PartlyDone } from './problems.ts'

const run = async (argv: string[], table: readonly Command[] = commands) => {
  const out: string[] = []
  const err: string[] = []
  const code = await dispatch(table, argv, { out: (line) => out.push(line), err: (line) => err.push(line) })
  return { code, out: out.join('\n'), err: err.join('\n') }
}
const failing = (error: unknown): Command[] => [
  {
    name: 'fail',
    summary: 'fails',
    load: async () => ({ help: 'Usage: fail', run: () => Promise.reject(error) }),
  },
]

describe('the command line', () => {
  it.each([['--help'], ['-h'], ['help']])('lists every command for %s', async (asked) => {
    const { code, out, err } = await run([asked])
    for (const { name } of commands) expect(out).toContain(name)
    expect([code, err]).toEqual([0, ''])
  })
  it('is wrongly used without a command', async () => {
    expect((await run([])).code).toBe(2)
  })
  it('says which command it does not know, on standard error alone', async () => {
    const { code, out, err } = await run(['editoin', 'build', '--keys', 'x'])
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('no such command: editoin build')
    expect(err).toContain('edition build')
  })
  it.each(commands.map(({ name }) => name))('%s explains itself', async (name) => {
    const { code, out } = await run([...name.split(' '), '--help'])
    expect(code).toBe(0)
    expect(out).toMatch(/^Usage: npm /)
  })
  it.each(commands.map(({ name }) => name))('%s refuses an option it does not have', async (name) => {
    const { code, out, err } = await run([...name.split(' '), '--no-such-option'])
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('--no-such-option')
    expect(err).toContain(`${name} --help`)
  })
  it('takes the longest name that fits', () => {
    expect(findCommand(commands, ['keys', 'new', 'folder'])).toMatchObject({
      command: { name: 'keys new' },
      rest: ['folder'],
    })
    expect(findCommand(commands, ['keys'])).toBeNull()
  })
})

describe('a failure', () => {
  it('that was foreseen is told without a stack, with what to do', async () => {
    const findings = [{ file: 'a.yaml', line: 3, field: 'title.ur', message: 'missing' }]
    const { code, err } = await run(['fail'], failing(new CommandError('refused', 'Mend it.', { findings })))
    expect(code).toBe(1)
    expect(err).toBe('sada: refused\n  a.yaml:3 title.ur: missing\nMend it.')
  })
  it('of a part is told beside the result to a person, and by the exit code alone to a program', async () => {
    const partly = failing(new PartlyDone('1 of 2 refused', 'See the list.'))
    expect(await run(['fail'], partly)).toEqual({
      code: 1,
      out: '',
      err: 'sada: 1 of 2 refused\nSee the list.',
    })
    expect(await run(['fail', '--json'], partly)).toEqual({ code: 1, out: '', err: '' })
  })
  it('is one JSON value on standard output for a program', async () => {
    const findings = [{ file: 'a.yaml', line: 3, message: 'missing' }]
    const refused = failing(new CommandError('refused', 'Mend it.', { findings }))
    const { code, out, err } = await run(['fail', '--json'], refused)
    expect([code, err]).toEqual([1, ''])
    expect(JSON.parse(out)).toEqual({
      error: { message: 'refused', advice: 'Mend it.', findings },
      exitCode: 1,
    })
    const wrong = await run(['keys', 'new', '--json'])
    expect(wrong.code).toBe(2)
    expect(JSON.parse(wrong.out)).toMatchObject({ error: { message: expect.any(String) }, exitCode: 2 })
  })
  it('that was not keeps its stack', async () => {
    const { code, err } = await run(['fail'], failing(new TypeError('oops')))
    expect(code).toBe(1)
    expect(err).toContain('unexpected error')
    expect(err).toContain('dispatch.test.ts')
  })
})
