import type { Giving } from '../../shared/giving.ts'

type Terms = Pick<Giving, 'terms' | 'declarations'>

/**
 * What is wrong between two editions' declarations: donations keep the version and the hash of what was agreed to, so a text that changes
 * must get another version, and the form as a whole higher `terms`, by which the gateway knows that it has not seen it.
 */
export const diffTerms = (before: Terms, after: Terms): string[] => {
  const old = new Map(before.declarations.map((one) => [one.id, one]))
  const notes: string[] = []
  const says = ({ text, when, required }: Giving['declarations'][number]) =>
    JSON.stringify([text.en, text.ur, when ?? null, required])
  let changed = before.declarations.length !== after.declarations.length
  for (const declaration of after.declarations) {
    const was = old.get(declaration.id)
    if (was && says(was) === says(declaration) && was.version === declaration.version) continue
    changed = true
    if (was && says(was) !== says(declaration) && declaration.version <= was.version)
      notes.push(`the declaration ${declaration.id} says something else, and its version is no higher`)
  }
  if (changed && (after.terms ?? 1) <= (before.terms ?? 1))
    notes.push('the declarations changed, and terms in giving.yaml is no higher')
  return notes
}
