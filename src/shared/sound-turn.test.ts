import { expect, it } from 'vitest'
import { type SoundTurn, takeTurn } from './sound-turn.ts'

it('one sound at a time: whoever begins silences whoever sounded, and never itself', () => {
  const turn: SoundTurn = { stop: null }
  const heard: string[] = []
  const broadcast = () => void heard.push('broadcast stops')
  const song = () => void heard.push('song stops')
  takeTurn(turn, broadcast)
  takeTurn(turn, broadcast)
  expect(heard).toEqual([])
  takeTurn(turn, song)
  takeTurn(turn, broadcast)
  expect(heard).toEqual(['broadcast stops', 'song stops'])
})
