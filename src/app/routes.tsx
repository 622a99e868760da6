import { lazy, useLocation } from 'preact-iso'
import { useText } from '../ui/language.tsx'
import { ProblemNotice } from '../ui/Notice.tsx'
import { useStore } from '../ui/use-store.ts'
import { services, watchStatus } from './services.ts'
import { usePacks, useReader } from './use-reader.ts'
import { useWaiting } from './use-waiting.ts'

const WatchScreen = lazy(() => import('../watch/WatchScreen.tsx').then((room) => room.WatchScreen))
const LibraryScreen = lazy(() => import('../library/LibraryScreen.tsx').then((room) => room.LibraryScreen))
const GiveScreen = lazy(() => import('../give/GiveScreen.tsx').then((room) => room.GiveScreen))
const PacksScreen = lazy(() => import('../packs/PacksScreen.tsx').then((room) => room.PacksScreen))

const screens = { watch: WatchScreen, read: LibraryScreen, give: GiveScreen, packs: PacksScreen }

/** Starts loading the code of the place at a path. A failure shows when the place is opened. */
export const preloadPlace = (path: string): void => {
  const place = path.split('/')[1] || 'watch'
  if (place in screens) screens[place as keyof typeof screens].preload().catch(() => undefined)
}

const Opening = () => {
  const t = useText()
  const { problem } = useStore(services)
  return problem ? <ProblemNotice problem={problem} /> : <p role="status">{t.app.loading}</p>
}

export const Watch = () => {
  const { packs } = useStore(services)
  return <WatchScreen reader={useReader(packs)} status={watchStatus} />
}

export const Read = () => {
  const { packs } = useStore(services)
  const { path } = useLocation()
  const state = usePacks(packs)
  const loading = !state || state.phase === 'opening' || (state.phase === 'syncing' && !state.reader)
  return <LibraryScreen reader={state?.reader ?? null} loading={loading} path={path} unlock={packs?.unlock} />
}

export const Give = () => {
  const { packs, outbox, problem } = useStore(services)
  return <GiveScreen reader={useReader(packs)} outbox={outbox} problem={problem} />
}

export const Packs = () => {
  const { packs, outbox } = useStore(services)
  const waiting = useWaiting(outbox)
  return packs ? <PacksScreen packs={packs} waiting={waiting} /> : <Opening />
}
