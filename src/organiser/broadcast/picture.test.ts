import { expect, it } from 'vitest'
import { clock, script } from './picture.ts'
import { scenes } from './programme.ts'

it('shows every second of the loop, once', () => {
  const lines = scenes.flatMap((scene, k) =>
    scene.lines.map((line) => ({ ...line, scene: scene.id, starts: k * 40, ends: k * 40 + 39 })),
  )
  const drawn = script(lines, 240).match(/\d\d:\d\d$/gm)
  expect(drawn).toEqual(Array.from({ length: 240 }, (_, second) => clock(second)))
  expect(clock(239)).toBe('03:59')
})
