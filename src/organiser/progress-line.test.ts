import { expect, it } from 'vitest'
import { progressLine } from './progress-line.ts'

const stream = (isTTY: boolean, columns = 40) => {
  let written = ''
  const write = (text: string | Uint8Array) => {
    written += text
    return true
  }
  return { isTTY, columns, write, written: () => written } as never as NodeJS.WriteStream & {
    written(): string
  }
}

it('writes one line over and over on a terminal, never wider than it, and takes it away', () => {
  const terminal = stream(true)
  const line = progressLine(terminal, false)
  line.show('Pictures', 1, 9, `items/10-a/${'long-'.repeat(20)}.png`)
  line.show('Pictures', 2, 9, 'b.png')
  line.clear()
  expect(
    terminal
      .written()
      .split('\r')
      .map((one) => one.replace('\u001b[K', '')),
  ).toEqual([
    '',
    `Pictures: 1 of 9 items/10-a/long-long-long-long-`.slice(0, 39),
    'Pictures: 2 of 9 b.png',
    '',
  ])
})
it('is silent into a file, unless it was asked for', () => {
  const [quiet, asked] = [stream(false), stream(false)]
  progressLine(quiet, false).show('Pictures', 1, 2, 'a.png')
  const line = progressLine(asked, true)
  line.show('Pictures', 1, 2, 'a.png')
  line.show('Pictures', 2, 2, '')
  line.clear()
  expect([quiet.written(), asked.written()]).toEqual(['', 'Pictures: 1 of 2 a.png\nPictures: 2 of 2\n'])
})
