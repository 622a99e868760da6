import type { LinkStatus } from '../../shared/status.ts'

/** What a person can do about how things stand, the most pressing thing first. */
export const adviceFor = (
  reach: LinkStatus['reach'],
  ready: boolean,
): ('down' | 'slow' | 'early' | 'well')[] => {
  const link = reach === 'down' || reach === 'slow' ? [reach] : []
  const early = ready || reach === 'down' ? [] : (['early'] as const)
  const all = [...link, ...early]
  return all.length > 0 ? all : ['well']
}
