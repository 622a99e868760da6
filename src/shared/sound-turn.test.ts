import { expect, it, vi } from 'vitest'
import { endTurn, type SoundTurn, takeTurn } from './sound-turn.ts'

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

it('what is over is not stopped by what comes in its place', () => {
  const [first, second] = [vi.fn(), vi.fn()]
  const turn: SoundTurn = { stop: null }
  takeTurn(turn, first)
  endTurn(turn, first)
  takeTurn(turn, second)
  expect(first).not.toHaveBeenCalled()
  endTurn(turn, first)
  expect(turn.stop).toBe(second)
})
