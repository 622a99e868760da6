import { direction } from '../../../shared/language.ts'
import type { EditionReader } from '../../../shared/reader.ts'
import { formatClock } from '../../../ui/format.ts'
import { useLanguage, useWords } from '../../../ui/language.tsx'
import { Said } from '../../../ui/Said.tsx'
import { deskWords } from '../words.ts'
import type { FoundItem, Hit } from './find.ts'
import { choose, type Target } from './target.ts'
import type { Finding } from './use-find.ts'

const targetFor = (query: string, { passage }: Hit): Target => ({
  item: passage.item,
  query,
  language: passage.language,
  ...(passage.kind === 'text' && { passage: passage.text }),
  ...(passage.kind === 'spoken' && { seconds: passage.place ?? 0 }),
  ...(passage.kind === 'slide' && { slide: passage.place ?? 0 }),
})

/** The matched words in context; the title's own hit is the title itself. */
const HitLine = ({ query, hit, foreign }: { query: string; hit: Hit; foreign: boolean }) => {
  const t = useWords(deskWords).find
  const { passage, snippet } = hit
  const where =
    passage.kind === 'spoken'
      ? t.at(formatClock(passage.place ?? 0))
      : passage.kind === 'slide'
        ? t.picture((passage.place ?? 0) + 1)
        : passage.kind === 'programme'
          ? t.programme
          : foreign
            ? t.otherLanguage
            : ''
  return (
    <li>
      <a class="library-hit" href={`/read/${passage.item}`} onClick={() => choose(targetFor(query, hit))}>
        {where !== '' && <span class="soft library-hit-where">{where}</span>}
        <span lang={passage.language} dir={direction(passage.language)}>
          {snippet.map(({ text, marked }, index) => (marked ? <mark key={index}>{text}</mark> : text))}
        </span>
      </a>
    </li>
  )
}

const Found = ({ query, found, reader }: { query: string; found: FoundItem; reader: EditionReader }) => {
  const { text, language } = useLanguage()
  const t = useWords(deskWords).find
  const item = reader.content.items.find(({ id }) => id === found.item)
  if (!item) return null
  const hidden = found.places - found.hits.length
  return (
    <li class="library-found">
      <p class="library-found-title">
        <Said text={item.title} /> <span class="soft">{text.library.groups[item.kind]}</span>
      </p>
      <ul class="library-hits">
        {found.hits.map((hit) => (
          <HitLine
            key={`${hit.passage.kind} ${hit.passage.place ?? ''} ${hit.passage.text}`}
            query={query}
            hit={hit}
            foreign={found.language !== language}
          />
        ))}
      </ul>
      {hidden > 0 && <p class="soft library-hit-more">{t.more(hidden)}</p>}
    </li>
  )
}

/** What was found, how much was not looked into, and what to try where there is nothing. */
export const Results = ({ finding, reader }: { finding: Finding | null; reader: EditionReader }) => {
  const t = useWords(deskWords).find
  const count = finding?.found.length ?? 0
  return (
    <div class="library-results">
      <p role="status" class="library-results-count">
        {!finding ? t.looking : count > 0 ? t.count(count) : t.none(finding.query.trim())}
      </p>
      {finding && count === 0 && <p class="soft">{t.noneMore}</p>}
      {finding && finding.unsearched > 0 && <p class="soft">{t.unsearched(finding.unsearched)}</p>}
      {finding && count > 0 && (
        <ol class="library-entries">
          {finding.found.map((found) => (
            <Found
              key={`${found.item} ${found.language}`}
              query={finding.query}
              found={found}
              reader={reader}
            />
          ))}
        </ol>
      )}
    </div>
  )
}
