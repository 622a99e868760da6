/**
 * What of the money that arrived for a donation pays its fee: the amount is filled first, then the fee, and what is beyond both is a larger
 * gift. Depends on the sum only, so in whatever order payments come and are taken back, amount and fee stand the same.
 * @param arrived minor units in all, counter-entries taken off
 * @param donation minor units: what the organisation is to have, and what the donor adds so that the way of paying takes nothing off it
 */
export const feePart = (arrived: number, { minor, fee }: { minor: number; fee: number }): number =>
  Math.min(Math.max(arrived - minor, 0), fee)
