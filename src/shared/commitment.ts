/** `now`: to be paid at once; `pledge`: to be paid by `due`; `monthly`: again every month. */
export const commitments = ['now', 'pledge', 'monthly'] as const
export type Commitment = (typeof commitments)[number]
