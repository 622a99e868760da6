import { folderOf } from '../../link/equal-addresses.ts'
import type { Mirrors } from '../../link/mirror-board.ts'
import { ProblemError } from '../../shared/problem.ts'
import { readSteeringTag, type SteeringTag, withClones } from '../hls/content-steering.ts'
import { onlyPathway, type Pathway, placesElsewhere, placesOf, readPathways } from '../hls/pathways.ts'
import { followSteering } from './steering-server.ts'

/** A playlist of several pathways, read as one. */
export interface Steered {
  /** The playlist with one pathway in it. */
  main: string
  /** Those that may be used, the one of `main` first. */
  pathways: readonly Pathway[]
  tag: SteeringTag | null
}

export interface ContentSteering {
  /** @throws ProblemError `manifest` where no pathway may be used */
  read(text: string, address: string): Steered
  /** Files are called by the names they have in a playlist that was kept, of one pathway. */
  callBy(main: string, address: string): void
  /** From now on its pathways are the mirrors, in the order that its server tells. */
  adopt(steered: Steered, address: string): void
}

/**
 * Content steering of a broadcast. Nobody is asked whom the edition does not name: pathways, clones and steering servers count only on origins of the
 * broadcast's addresses, and on the app's own.
 */
export const createContentSteering = (
  mirrors: Mirrors,
  addresses: readonly string[],
  signal: AbortSignal,
): ContentSteering => {
  const origins = new Set([globalThis.location.href, ...addresses].map((one) => new URL(one).origin))
  const isAllowed = (uri: string): boolean => uri.startsWith('data:') || origins.has(new URL(uri).origin)
  const mayUse = ({ items }: Pathway): boolean => [...items.values()].every(({ uri }) => isAllowed(uri))
  let adopted = false
  let named = ''

  return {
    read(text, address) {
      const tag = readSteeringTag(text, address)
      const usable = readPathways(text, address).filter(mayUse)
      const first = usable.find(({ id }) => id === tag?.pathway) ?? usable[0]
      if (!first) throw new ProblemError('manifest', 'no pathway at an address of the edition')
      const pathways = [first, ...usable.filter((one) => one !== first)]
      return { main: onlyPathway(text, first.id), pathways, tag }
    },
    callBy(main, address) {
      named = [...(readPathways(main, address)[0]?.items.values() ?? [])][0]?.uri ?? ''
    },
    adopt({ pathways, tag }, address) {
      if (adopted) return
      adopted = true
      const folder = folderOf(address)
      const others = addresses.map(folderOf).filter((one) => one !== folder)
      let set = ''
      const use = (all: readonly Pathway[]): void => {
        const places = placesOf(all)
        places.push(...placesElsewhere(places, folder, others))
        const next = JSON.stringify(places)
        if (next === set) return
        set = next
        mirrors.setPlaces(places)
        mirrors.callBy(places.findIndex(({ bases }) => bases.includes(named)))
      }
      use(pathways)
      mirrors.setOrder(tag ? [pathways[0]?.id ?? ''] : [])
      if (!tag) return
      const inUse = (): number => mirrors.standing.get().current
      void followSteering({
        ...{ server: tag.server, isAllowed, signal },
        pathway: () => mirrors.places()[inUse()]?.pathway ?? null,
        kbps: () => mirrors.standing.get().scores[inUse()]?.kbps ?? null,
        onManifest({ priority, clones }) {
          use(withClones(pathways, clones).filter(mayUse))
          mirrors.setOrder(priority)
        },
      })
    },
  }
}
