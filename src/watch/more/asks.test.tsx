// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import { isolated } from '../../ui/isolate.ts'
import { inLanguage } from '../../ui/testing.tsx'
import { nine, type TestPlayer, testPlayer } from '../testing.tsx'
import { CapAsks } from './CapAsks.tsx'
import { DataMeter } from './DataMeter.tsx'
import { Lag } from './Lag.tsx'
import { playerWords } from './words.ts'

afterEach(cleanup)
const t = playerWords.en
type Part = typeof CapAsks
const show = ({ player }: TestPlayer, Part: Part) => {
  const draw = () => inLanguage(<Part player={player} state={player.state.get()} />)
  const { rerender } = render(draw())
  return () => rerender(draw())
}
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))

describe('a limit', () => {
  it('says nothing before it is near, then that pictures are left out', () => {
    const test = testPlayer({ cap: 50e6, used: 1e6 })
    const again = show(test, CapAsks)
    expect(document.body.textContent).toBe('')
    test.change({ used: 45e6, capStep: 'near' })
    again()
    expect(screen.getByText(t.data.near)).toBeTruthy()
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('asks when it is reached: words, more, or stop; and pauses nothing by itself', () => {
    const test = testPlayer({ cap: 50e6, used: 50e6, capStep: 'reached' })
    show(test, CapAsks)
    expect(screen.getByRole('alert').textContent).toContain('50 MB')
    expect(test.asked).toEqual([])
    tap(/^Words only/)
    tap(/^Raise it/)
    tap(t.data.stop)
    expect(test.asked).toEqual(['choose words', 'setCap 100000000', 'pause'])
  })

  it('once answered asks no more, until the voice is wanted again', () => {
    const test = testPlayer({ cap: 50e6, used: 50e6, capStep: 'reached' })
    const again = show(test, CapAsks)
    tap(t.data.stop)
    test.change({ wanted: false })
    again()
    expect(screen.queryByRole('alert')).toBeNull()
    test.change({ wanted: true })
    again()
    expect(screen.getByRole('alert')).toBeTruthy()
    test.change({ choice: 'words', wanted: false })
    again()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('is one of those on offer or one’s own; what is no size is refused with a word, and nothing is lost', () => {
    const test = testPlayer({ bytes: { voice: 3e6, video: 0, text: 2e3, playlist: 9e3 } })
    show(test, DataMeter)
    // Opened, as by a tap: what is closed is not there for who asks by role.
    for (const meter of document.querySelectorAll('details')) meter.open = true
    expect(screen.getByText('3 MB')).toBeTruthy()
    const select = screen.getByLabelText(t.data.cap)
    fireEvent.change(select, { target: { value: '25000000' } })
    fireEvent.change(select, { target: { value: 'own' } })
    const field = screen.getByLabelText(t.data.ownLabel) as HTMLInputElement
    fireEvent.input(field, { target: { value: 'much' } })
    tap(t.data.set)
    expect(screen.getByRole('alert').textContent).toBe(t.data.ownWrong)
    expect(field.value).toBe('much')
    fireEvent.input(field, { target: { value: '۷۵' } })
    tap(t.data.set)
    expect(test.asked).toEqual(['setCap 25000000', 'setCap 75000000'])
  })
})

describe('behind live', () => {
  it('says how far, how long catching up takes, and does what is chosen', () => {
    const test = testPlayer({ behind: 200 })
    const again = show(test, Lag)
    expect(document.body.textContent).toContain(t.behind.said('3:20'))
    // 180 s beyond the aim of 20, half a second gained a second.
    expect(document.body.textContent).toContain(t.behind.takes('6:00'))
    tap(t.behind.catchUp)
    tap(t.behind.live)
    expect(test.asked).toEqual(['setCatchUp true', 'goLive'])
    test.change({ catchUp: true, catching: true, speed: 1.25, behind: 70 })
    again()
    expect(document.body.textContent).toContain(t.behind.catching('1:10', '3:20'))
    tap(t.behind.stop)
    expect(test.asked.at(-1)).toBe('setCatchUp false')
  })

  it('near live says nothing, but that one is back', () => {
    const test = testPlayer({ behind: 22 })
    const again = show(test, Lag)
    expect(document.body.textContent).toBe('')
    test.change({ caughtUp: true })
    again()
    expect(screen.getByRole('status').textContent).toBe(t.speed.caughtUp)
  })

  it('is nobody where the broadcast is over', () => {
    const test = testPlayer({ behind: 200, over: true })
    const again = show(test, Lag)
    expect(document.body.textContent).toBe('')
    // Whoever was catching up as it ended goes on, and may stop it; there is nowhere to jump to.
    test.change({ catching: true, catchUp: true, speed: 1.25 })
    again()
    expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([t.behind.stop])
  })

  it('after an earlier visit says where it goes on, until one went live', () => {
    const resumed = nine + 14 * 60_000
    const test = testPlayer({ resumed, position: resumed + 2000, behind: 600 })
    show(test, Lag)
    expect(screen.getByRole('status').textContent).toMatch(/^Going on where you were: .*\d:14/)
    tap(t.behind.live)
    expect(screen.getByRole('status').textContent).toBe('')
  })

  it('in Urdu numbers stand by themselves', () => {
    const { player } = testPlayer({ behind: 200 })
    render(inLanguage(<Lag player={player} state={player.state.get()} />, 'ur'))
    expect(document.body.textContent).toContain(isolated('3:20'))
  })
})
