import type { Mirrors } from '../../link/mirror-board.ts'
import { ProblemError } from '../../shared/problem.ts'
import { type Clone, readSteeringTag, withClones } from '../hls/content-steering.ts'
import { onlyPathway, type Pathway, placesOf, readPathways } from '../hls/pathways.ts'
import type { Names } from './failover.ts'
import { followSteering } from './steering-server.ts'

/** A playlist of several pathways that has come. */
export interface Told {
  main: string
  /** Where it is, as its files are called. */
  address: string
  /** Addresses of the broadcast. */
  addresses: readonly string[]
  /** Whose names files have. */
  kept: Names
  /** The end of the page. */
  signal: AbortSignal
}

/** Address of the first playlist of what was kept, which has one pathway. */
const firstUri = ({ main, address }: Names): string | null =>
  main === null ? null : ([...(readPathways(main, address)[0]?.items.values() ?? [])][0]?.uri ?? null)

/**
 * Content steering of a broadcast: from now on its pathways are the mirrors, in the order that its server tells. Nobody is asked whom the edition does
 * not name: pathways, clones and servers count only on origins of the broadcast's addresses, and on the app's own.
 * @returns the playlist with one pathway in it
 * @throws ProblemError `manifest` where no pathway may be used
 */
export const steer = (mirrors: Mirrors, { main, address, addresses, kept, signal }: Told): string => {
  const origins = new Set([globalThis.location.href, ...addresses].map((one) => new URL(one).origin))
  const isAllowed = (uri: string): boolean => origins.has(new URL(uri).origin)
  const mayUse = ({ items }: Pathway): boolean => [...items.values()].every(({ uri }) => isAllowed(uri))

  const tag = readSteeringTag(main, address)
  const told = readPathways(main, address).filter(mayUse)
  const first = told.find(({ id }) => id === tag?.pathway) ?? told[0]
  if (!first) throw new ProblemError('manifest', 'no pathway at an address of the edition')

  /** As one of the broadcast's addresses tells them: where they are relative, each mirror has them all. */
  const readAt = (at: string, clones: readonly Clone[]): Pathway[] => {
    const all = withClones(readPathways(main, at), clones).filter(mayUse)
    return all.sort((a, b) => Number(b.id === first.id) - Number(a.id === first.id))
  }
  const named = firstUri(kept)
  let set = ''
  const use = (clones: readonly Clone[]): void => {
    const places = placesOf([...new Set([address, ...addresses])].flatMap((at) => readAt(at, clones)))
    const next = JSON.stringify(places)
    // Requests under way know their mirror by its place: what stays the same is left as it is.
    if (next === set) return
    set = next
    mirrors.setPlaces(places)
    mirrors.callBy(places.findIndex(({ bases }) => named !== null && bases.includes(named)))
  }
  use([])
  mirrors.setOrder(tag ? [first.id] : [])
  const inUse = (): number => mirrors.standing.get().current
  if (tag)
    void followSteering({
      ...{ server: tag.server, isAllowed, signal },
      pathway: () => mirrors.places()[inUse()]?.pathway ?? null,
      kbps: () => mirrors.standing.get().scores[inUse()]?.kbps ?? null,
      onManifest({ priority, clones }) {
        use(clones)
        mirrors.setOrder(priority)
      },
    })
  return onlyPathway(main, first.id)
}
