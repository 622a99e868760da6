import type { Giving } from '../../shared/giving.ts'
import { useText } from '../../ui/language.tsx'
import { Said } from '../../ui/Said.tsx'
import type { Draft } from '../outbox/draft.ts'
import { FieldMessage, invalid } from './FieldMessage.tsx'
import type { InWords } from './use-form.ts'

interface Props {
  /** Those that are asked of this donor. */
  declarations: Giving['declarations']
  draft: Draft
  change: (patch: Partial<Draft>) => void
  errors: InWords
}

/** What the law wants the donor to confirm, in the edition's own words. */
export const Declarations = ({ declarations, draft, change, errors }: Props) => {
  const t = useText()
  if (declarations.length === 0) return null
  const agree = (id: string, agreed: boolean) =>
    change({ agreed: agreed ? [...draft.agreed, id] : draft.agreed.filter((one) => one !== id) })
  return (
    <fieldset class="give-fieldset">
      <legend>{t.give.declarations}</legend>
      {declarations.map(({ id, text, required }) => {
        const error = errors.get(`declaration-${id}`)
        return (
          <div key={id} class="give-check-field" data-field={`declaration-${id}`}>
            <label class="give-check">
              <input
                type="checkbox"
                checked={draft.agreed.includes(id)}
                aria-required={required}
                onChange={(event) => agree(id, event.currentTarget.checked)}
                {...invalid(`give-declaration-${id}-error`, error)}
              />
              <span>
                <Said text={text} /> {!required && <span class="give-optional">({t.give.optional})</span>}
              </span>
            </label>
            <FieldMessage id={`give-declaration-${id}-error`} error={error} />
          </div>
        )
      })}
    </fieldset>
  )
}
