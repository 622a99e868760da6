import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { SoundTurn } from '../shared/sound-turn.ts'
import { useText } from '../ui/language.tsx'
import { useStore } from '../ui/use-store.ts'
import { arrive } from './arrive.ts'
import { Crashed } from './Crashed.tsx'
import { loadAgain } from './load-again.ts'
import { usePath } from './location.tsx'
import { NotFound } from './NotFound.tsx'
import { type PlaceName, placeOf } from './places-list.ts'
import { rooms } from './rooms.ts'
import { keptVoice, loadSaved } from './saved.ts'
import { services, watchStatus } from './services.ts'
import { usePacks, useReader } from './use-reader.ts'
import { useWaiting } from './use-waiting.ts'

const Loading = () => <p role="status">{useText().app.loading}</p>

/** The broadcast or a recording, never both. */
const sound: SoundTurn = { stop: null }

const Watch = () => {
  const { packs } = useStore(services)
  const reader = useReader(packs)
  const { screen: Screen } = rooms.watch
  return Screen && <Screen reader={reader} status={watchStatus} sound={sound} />
}

const Read = ({ path }: { path: string }) => {
  const { packs } = useStore(services)
  const state = usePacks(packs)
  const loading = !state || state.phase === 'opening' || (state.phase === 'syncing' && !state.reader)
  const offline = state?.showing === null ? packs : null
  const { screen: Screen } = rooms.read
  return (
    Screen && (
      <Screen
        reader={state?.reader ?? null}
        loading={loading}
        path={path}
        offline={offline}
        sound={sound}
        unlock={packs?.unlock}
        loadSaved={loadSaved}
      />
    )
  )
}

const Give = () => {
  const { packs, outbox, problem } = useStore(services)
  const reader = useReader(packs)
  const { screen: Screen } = rooms.give
  return Screen && <Screen reader={reader} outbox={outbox} problem={problem} />
}

const Packs = () => {
  const { packs, outbox, problem } = useStore(services)
  const waiting = useWaiting(outbox)
  const { screen: Screen } = rooms.packs
  return (
    Screen && (
      <Screen packs={packs} waiting={waiting} donations={outbox} voice={keptVoice} problem={problem} />
    )
  )
}

const Phone = () => {
  const { screen: Screen } = rooms.phone
  return Screen && <Screen />
}

const pages = { watch: Watch, read: Read, give: Give, packs: Packs, phone: Phone }

/** How long the page before may stand while the next one's code comes, ms: a tap wants an answer. */
const patience = 300

/** The page at the path. While its code is on the way the page before it stands, then a word that it is coming. */
export const Pages = () => {
  const path = usePath()
  const place = placeOf(path)
  const [, setArrived] = useState<PlaceName | null>(null)
  const [late, setLate] = useState<PlaceName | null>(null)
  const shown = useRef({ path, place: null as PlaceName | null, any: false })
  const here = place === null || rooms[place].screen !== null
  if (here) shown.current = { path, place, any: true }
  useEffect(() => {
    if (here || !place) return
    let left = false
    const timer = setTimeout(() => setLate(place), patience)
    void loadAgain(rooms[place].load).then(() => {
      if (left) return
      setLate(null)
      setArrived(place)
    })
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [place, here])
  const arrivedAt = useRef(path)
  useLayoutEffect(() => {
    if (!here || arrivedAt.current === path) return
    arrivedAt.current = path
    arrive()
  }, [path, here])
  const { current } = shown
  if (!current.any || (!here && late === place)) return <Loading />
  if (!current.place) return <NotFound />
  const Page = pages[current.place]
  // Keyed: a place that broke is left behind with it.
  return (
    <Crashed key={current.place}>
      <Page path={current.path} />
    </Crashed>
  )
}
