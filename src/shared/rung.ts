/** Steps of what the link can carry, best first. */
export const rungs = ['video', 'voice', 'text', 'stored'] as const
export type Rung = (typeof rungs)[number]
