// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createTransfers } from '../../link/transfer.ts'
import { createChoices } from './choices.ts'
import { initialState, type PlayerState } from './state.ts'

const cap = 50e6
const distance = (speed = 1) => ({ start: () => 20, speed: () => speed })
beforeEach(() => localStorage.clear())

/** Choices over a real element and real transfers; jsdom's elements play nothing, so playing is a spy. */
const make = (saveData = false) => {
  let state: PlayerState = initialState
  const media = document.createElement('video')
  const play = vi.spyOn(media, 'play').mockResolvedValue()
  const pause = vi.spyOn(media, 'pause').mockReturnValue()
  const change = (part: Partial<PlayerState>) => {
    state = { ...state, ...part }
  }
  const choices = createChoices({
    media,
    storage: () => localStorage,
    saveData,
    transfers: createTransfers(),
    state: () => state,
    change,
  })
  change(choices.initial)
  return { choices, media, play, pause, change, state: () => state }
}
const used = (voice: number) => ({ bytes: { voice, video: 0, text: 0, playlist: 0 } })

describe('a rung', () => {
  it('automatic lets everything through; who saves data begins with the voice', () => {
    const { choices } = make()
    expect([choices.allows('video'), choices.voiceOnly()]).toEqual([true, false])
    const saving = make(true)
    expect([saving.choices.voiceOnly(), saving.state().choice, saving.state().pinned]).toEqual([
      true,
      'voice',
      true,
    ])
  })

  it('a picture is one at most so large', () => {
    const { choices } = make()
    expect(choices.best()).toBe(Number.POSITIVE_INFINITY)
    choices.requests.choose(1)
    expect(choices.best()).toBe(1)
    expect(choices.voiceOnly()).toBe(false)
  })

  it('words alone stop the voice on the wire and in the ear; playing brings it back, as voice', () => {
    const { choices, pause, play, state } = make()
    choices.requests.choose('words')
    expect((['text', 'voice', 'video'] as const).map(choices.allows)).toEqual([true, false, false])
    expect(pause).toHaveBeenCalledOnce()
    choices.hear()
    expect(state().choice).toBe('voice')
    expect(choices.allows('voice')).toBe(true)
    expect(play).toHaveBeenCalledOnce()
  })

  it('a hidden page wants no pictures, and wants them again when it is seen', () => {
    const { choices } = make()
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
    expect(choices.voiceOnly()).toBe(true)
    hidden.mockReturnValue(false)
    expect(choices.voiceOnly()).toBe(false)
    hidden.mockRestore()
  })
})

describe('a limit', () => {
  it('steps down when it is near, asks when it is reached, and never stops the voice', () => {
    const { choices, change, state, pause } = make()
    choices.requests.setCap(cap)
    expect(choices.voiceOnly()).toBe(false)
    change(used(cap * 0.9))
    choices.look(null, distance())
    expect([state().capStep, choices.voiceOnly(), choices.allows('voice')]).toEqual(['near', true, true])
    change(used(cap * 2))
    choices.look(null, distance())
    expect([state().capStep, choices.allows('voice')]).toEqual(['reached', true])
    expect(pause).not.toHaveBeenCalled()
    choices.requests.setCap(cap * 4)
    expect([state().capStep, choices.voiceOnly()]).toEqual(['free', false])
  })

  it('is one of the evening: what was used before a reload counts, and pictures do not come back by it', () => {
    const before = make()
    before.choices.requests.setCap(cap)
    before.change(used(cap * 0.9))
    before.choices.keep()
    const after = make()
    expect(after.state()).toMatchObject({ cap, used: cap * 0.9, capStep: 'near' })
    expect(after.choices.voiceOnly()).toBe(true)
  })
})

describe('speed', () => {
  it('keeps the pitch, falls back to 1 at live and says so', () => {
    const { choices, media, change, state } = make()
    expect(media.preservesPitch).toBe(true)
    choices.requests.setSpeed(2)
    change({ behind: 100, voiceAhead: 60 })
    choices.look(null, distance())
    expect([media.playbackRate, state().caughtUp]).toEqual([2, false])
    change({ behind: 20 })
    choices.look(null, distance())
    expect([media.playbackRate, state().manual, state().caughtUp]).toEqual([1, 1, true])
  })

  it('catches up only for who chose it, ends by itself, and is remembered', () => {
    const { choices, media, change, state } = make()
    change({ behind: 100, voiceAhead: 60 })
    choices.look(null, distance())
    expect(media.playbackRate).toBe(1)
    choices.requests.setCatchUp(true)
    choices.look(null, distance())
    expect([media.playbackRate, state().catching]).toEqual([1.5, true])
    change({ voiceAhead: 2 })
    choices.look(null, distance())
    expect([media.playbackRate, state().catching]).toEqual([1, true])
    change({ behind: 20, voiceAhead: 60 })
    choices.look(null, distance())
    expect([media.playbackRate, state().catching]).toEqual([1, false])
    const later = make()
    later.change({ behind: 100, voiceAhead: 60 })
    later.choices.look(null, distance())
    expect(later.media.playbackRate).toBe(1.5)
  })

  it('takes the automatic wish where nobody chose anything', () => {
    const { choices, media } = make()
    choices.look(null, distance(0.94))
    expect(media.playbackRate).toBe(0.94)
  })
})
