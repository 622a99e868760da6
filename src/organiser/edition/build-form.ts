import { type Form, fitsPattern, plainIdentity } from '../../shared/form.ts'
import { duplicates } from './duplicates.ts'
import { whenFrom } from './giving-amounts.ts'
import type { GivingFile } from './source-schemas.ts'
import type { SourceFile } from './source-text.ts'

type SourceForm = NonNullable<GivingFile['form']>
type SourceField = NonNullable<SourceForm['fields']>[number]

/** What is wrong with the pattern of an identity number; `null` for a good one: it compiles, and takes its own example. */
const patternFault = (field: SourceField): string | null => {
  if (field.type !== 'identity') return null
  try {
    return fitsPattern(plainIdentity(field.example), field.pattern)
      ? null
      : `does not take its own example, ${plainIdentity(field.example)}`
  } catch {
    return 'is not a regular expression'
  }
}

/** `form` of `giving.json` from `giving.yaml`: conditions in minor units, patterns that work, no field twice. */
export const buildForm = (source: SourceForm, { value: giving, complain }: SourceFile<GivingFile>): Form => {
  const condition = <T>(when: T, path: (string | number)[]) =>
    (typeof when === 'object' && when !== null ? whenFrom(when, giving, path, complain) : when) as
      | (T & boolean)
      | ReturnType<typeof whenFrom>
  const { contactRequired, fields, tribute } = source
  for (const [index, id] of duplicates((fields ?? []).map(({ id }) => id)))
    complain(['form', 'fields', index, 'id'], `the id ${id} is used twice`)
  const built = fields?.map((field, index): NonNullable<Form['fields']>[number] => {
    const at = (name: string) => ['form', 'fields', index, name]
    const fault = patternFault(field)
    if (fault) complain(at('pattern'), fault)
    if (field.type === 'choice')
      for (const [, value] of duplicates(field.options.map((option) => option.value)))
        complain(at('options'), `the value ${value} is used twice`)
    const { when, required, ...rest } = field
    return {
      ...rest,
      ...(when && { when: whenFrom(when, giving, at('when'), complain) }),
      ...(required !== undefined && { required: condition(required, at('required')) }),
    }
  })
  return {
    ...(contactRequired !== undefined && {
      contactRequired: condition(contactRequired, ['form', 'contactRequired']),
    }),
    ...(tribute !== undefined && { tribute }),
    ...(built && { fields: built }),
  }
}
