import { expect, it } from 'vitest'
import { createOutput } from './output.ts'

const streams = (isTTY = false) => {
  const said = { out: '', err: '' }
  const writer = (to: 'out' | 'err') => ({
    isTTY,
    write(text: string | Uint8Array) {
      said[to] += text
      return true
    },
  })
  return { said, streams: { out: writer('out'), err: writer('err') } }
}

it('prints lines for a person, and one JSON value for a program', () => {
  const person = streams()
  createOutput(false, person.streams).result({ files: 2 }, ['two files', 'done'])
  expect(person.said).toEqual({ out: 'two files\ndone\n', err: '' })
  const program = streams()
  createOutput(true, program.streams).result({ files: 2 }, ['two files'])
  expect(program.said).toEqual({ out: '{"files":2}\n', err: '' })
})
it('replaces progress on a terminal, and leaves none of it before the result', () => {
  const { said, streams: terminal } = streams(true)
  const output = createOutput(false, terminal)
  output.progress('1 of 2')
  output.progress('2 of 2')
  output.result(null, ['done'])
  expect(said.err).toBe('\r\u001b[K1 of 2\r\u001b[K2 of 2\r\u001b[K')
  expect(said.out).toBe('done\n')
})
it('tells a log now and then only, and keeps standard output for the result', () => {
  let now = 0
  const { said, streams: log } = streams()
  const output = createOutput(true, log, () => now)
  output.progress('1 of 9')
  now = 10_000
  output.progress('5 of 9')
  now = 12_000
  output.progress('6 of 9')
  output.note('careful')
  expect(said).toEqual({ out: '', err: '5 of 9\ncareful\n' })
})
