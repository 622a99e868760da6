import { expect, it } from 'vitest'
import { answered, failed, listed, newStanding } from '../../link/mirrors.ts'
import { mirrorRows } from './mirror-rows.ts'

const places = ['a.example', 'b.example'].map((host) => ({
  host,
  pathway: null,
  bases: [`https://${host}/`],
}))

it('tells of each mirror what was found: reach, speed, freshness against the freshest, last failure', () => {
  let standing = newStanding(2, 0, () => 0)
  standing = listed(answered(standing, 0, 1000, 10_000, 1000), 0, 60_000)
  standing = listed(answered(standing, 1, 1000, 0, 0), 1, 48_000)
  standing = failed(standing, 1, 'frozen', 2000, () => 0)
  expect(mirrorRows(places, standing, 3000)).toEqual([
    { name: 'a.example', inUse: true, reach: 'good', kbps: 80, behind: 0, asOf: null, failure: null },
    {
      name: 'b.example',
      inUse: false,
      reach: 'frozen',
      kbps: null,
      behind: 12,
      asOf: null,
      failure: { kind: 'frozen', at: 2000 },
    },
  ])
})

it('names the pathway of a mirror that has several', () => {
  const pathways = places.map((place) => ({ ...place, pathway: 'CDN-A' }))
  expect(
    mirrorRows(
      pathways,
      newStanding(2, 0, () => 0),
      0,
    )[0],
  ).toMatchObject({
    name: 'a.example (CDN-A)',
    reach: 'unknown',
    behind: null,
  })
})

it('does not call a mirror stale that was asked before the others: it was as fresh as they were then, and that is long ago', () => {
  let standing = newStanding(2, 0, () => 0)
  standing = listed(answered(standing, 1, 10_000, 0, 0), 1, 8_000)
  standing = listed(answered(standing, 0, 190_000, 0, 0), 0, 188_000)
  expect(mirrorRows(places, standing, 191_000).map(({ behind, asOf }) => [behind, asOf])).toEqual([
    [0, null],
    [0, 10_000],
  ])
  // Asked again it still lists what it listed then: now it is stale.
  standing = answered(standing, 1, 190_000, 0, 0)
  expect(mirrorRows(places, standing, 191_000)[1]).toMatchObject({ behind: 180, asOf: null })
})

it('says of none that does not work that the broadcast comes from it, or how fresh it is', () => {
  let standing = listed(
    answered(
      newStanding(1, 0, () => 0),
      0,
      1000,
      0,
      0,
    ),
    0,
    900,
  )
  standing = failed(standing, 0, 'refused', 2000, () => 0)
  expect(standing.current).toBe(0)
  expect(mirrorRows(places.slice(0, 1), standing, 2000)[0]).toMatchObject({
    inUse: false,
    reach: 'bad',
    behind: null,
  })
})
