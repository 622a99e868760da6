import { resolve } from 'node:path'
import type { Node } from 'typescript/unstable/ast'
import * as is from 'typescript/unstable/ast/is'
import { API, type Checker, type Symbol as Meaning, type Type } from 'typescript/unstable/sync'

/** One place in the source where a property is declared. */
const placesOf = (meaning: Meaning | undefined): string[] =>
  meaning?.declarations.map(({ path, index }) => `${path} ${index}`) ?? []

const walk = (node: Node, visit: (node: Node) => void): void => {
  visit(node)
  node.forEachChild((child) => {
    walk(child, visit)
    return undefined
  })
}

interface Key {
  /** As one writes it: `places.watch.play`. */
  name: string
  node: Node
}

/** Every message of the English file: the properties that hold no more properties. */
const keysOf = (node: Node, name: string): Key[] => {
  if (is.isAsExpression(node) || is.isSatisfiesExpression(node)) return keysOf(node.expression, name)
  if (!is.isObjectLiteralExpression(node)) return []
  return node.properties.flatMap((property) => {
    if (!is.isPropertyAssignment(property)) return []
    const own = `${name}.${property.name.getText().replace(/^'|'$/g, '')}`
    const inner = keysOf(property.initializer, own)
    return inner.length > 0 ? inner : [{ name: own, node: property.name }]
  })
}

const declared = (file: Node): Key[] => {
  const keys: Key[] = []
  walk(file, (node) => {
    if (is.isVariableDeclaration(node) && node.initializer)
      keys.push(...keysOf(node.initializer, node.name.getText()))
  })
  return keys
}

/** The literals that a key looked up by `[…]` can be, by its type; none where it can be anything. */
const literalsOf = (type: Type | undefined): string[] => {
  if (!type) return []
  if (type.isUnionType()) return type.getTypes().flatMap(literalsOf)
  return type.isStringLiteralType() ? [type.value] : []
}

/** Marks every message that a type holds as used: it is handed on whole. */
const markAll = (checker: Checker, type: Type | undefined, english: string, used: Set<string>): void => {
  for (const property of type ? checker.getPropertiesOfType(type) : []) {
    const places = placesOf(property).filter((place) => place.startsWith(`${english} `))
    if (places.length === 0) continue
    for (const place of places) used.add(place)
    markAll(checker, checker.getTypeOfSymbol(property), english, used)
  }
}

/**
 * Messages that no code asks for, found by the compiler's own understanding of what each `t.x` means, so that a common name such as `title`
 * used of something else does not count. A key looked up by `t[key]` counts as each of the literals its type allows; what is spread counts whole.
 * @param config path of the tsconfig whose files may use the messages
 * @param english path of the file that declares them
 * @param apart whether a file is left out: one that hands messages on and says none of them
 */
export const unusedKeys = (config: string, english: string, apart: (path: string) => boolean): string[] => {
  const api = new API({ cwd: resolve('.') })
  try {
    const snapshot = api.updateSnapshot({ openProjects: [resolve(config)] })
    const project = snapshot.getProject(resolve(config))
    const file = project?.program.getSourceFile(resolve(english))
    if (!project || !file) throw new Error(`${english} is not in ${config}`)
    const { checker, program } = project
    const used = new Set<string>()
    const use = (meaning: Meaning | undefined) => {
      for (const place of placesOf(meaning)) used.add(place)
    }
    // Asked of the compiler all at once: each question is a message to its process.
    const names: Node[] = []
    const lookups: { owner: Node; key: Node }[] = []
    const patterns: { owner: Node; name: string }[] = []
    const spreads: Node[] = []
    for (const path of program.getSourceFileNames()) {
      if (path === resolve(english) || /\.d\.ts$|node_modules/.test(path) || apart(path)) continue
      const source = program.getSourceFile(path)
      if (!source) continue
      walk(source, (node) => {
        if (is.isPropertyAccessExpression(node)) names.push(node.name)
        else if (is.isElementAccessExpression(node))
          lookups.push({ owner: node.expression, key: node.argumentExpression })
        else if (is.isBindingElement(node) && is.isObjectBindingPattern(node.parent))
          patterns.push({ owner: node.parent, name: (node.propertyName ?? node.name)?.getText() ?? '' })
        else if (is.isSpreadAssignment(node) || is.isJsxSpreadAttribute(node)) spreads.push(node.expression)
      })
    }
    const typesOf = (nodes: Node[]) => checker.getTypeAtLocation(nodes)
    for (const meaning of checker.getSymbolAtLocation(names)) use(meaning)
    const owners = typesOf(lookups.map(({ owner }) => owner))
    for (const [index, key] of typesOf(lookups.map(({ key }) => key)).entries())
      for (const literal of literalsOf(key)) {
        const owner = owners[index]
        if (owner) use(checker.getPropertyOfType(owner, literal))
      }
    for (const [index, owner] of typesOf(patterns.map(({ owner }) => owner)).entries()) {
      const name = patterns[index]?.name
      if (owner && name) use(checker.getPropertyOfType(owner, name))
    }
    for (const type of typesOf(spreads)) markAll(checker, type, resolve(english), used)
    const keys = declared(file)
    const meanings = checker.getSymbolAtLocation(keys.map(({ node }) => node))
    return keys
      .filter((_, index) => !placesOf(meanings[index]).some((place) => used.has(place)))
      .map(({ name }) => name)
  } finally {
    api.close()
  }
}
