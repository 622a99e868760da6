import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { attachKeys, help } from './keys.ts'
import { presets } from './presets.ts'

it('changes the weather by key, runs actions and prints what it did', async () => {
  const stdin = new PassThrough()
  const said: string[] = []
  const used: string[] = []
  const freeze = () => {
    used.push('freeze')
    return 'the speaker is cut'
  }
  const actions = { f: { label: 'cut the speaker', run: freeze } }
  const detach = attachKeys({ use: (name) => used.push(name) }, stdin, (line) => said.push(line), actions)
  stdin.write('sx\n')
  stdin.write('cf?')
  await new Promise(setImmediate)
  detach()
  stdin.write('g')
  await new Promise(setImmediate)
  expect(used).toEqual(['slow', 'cut', 'freeze'])
  expect(said).toEqual([presets.slow.label, presets.cut.label, 'the speaker is cut', help(actions)])
})
