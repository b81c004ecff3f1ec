/** A piece of code on a page of the documentation, with what stands right before it. */
export interface Block {
  /** The line that its first line stands on. */
  readonly line: number
  /** What the directive says it is written in; empty where it says nothing. */
  readonly language: string
  readonly text: string
  /** The last line of prose before it: `JSON Response:`. */
  readonly caption: string
}

const directive = /^( *)\.\. code(?:-block)?:: *(\w*)/

/** The pieces of code of a page, in order. */
export function blocksOf(page: string): readonly Block[] {
  const lines = page.split('\n')
  const blocks: Block[] = []
  let caption = ''
  for (let index = 0; index < lines.length; index += 1) {
    const [, indent, language] = directive.exec(lines[index] ?? '') ?? []
    if (indent === undefined) {
      caption = (lines[index] ?? '').trim() || caption
      continue
    }
    const end = endOfBlock(lines, index + 1, indent.length)
    const start = firstFilled(lines, index + 1, end)
    blocks.push({
      line: start + 1,
      language: language ?? '',
      text: dedent(lines.slice(start, end)),
      caption,
    })
    caption = ''
    index = end - 1
  }
  return blocks
}

const indentOf = (line: string): number => line.length - line.trimStart().length

function endOfBlock(lines: readonly string[], from: number, indent: number): number {
  let end = from
  while (end < lines.length && (lines[end]?.trim() === '' || indentOf(lines[end] ?? '') > indent)) end += 1
  return end
}

function firstFilled(lines: readonly string[], from: number, end: number): number {
  let start = from
  while (start < end && lines[start]?.trim() === '') start += 1
  return start
}

function dedent(lines: readonly string[]): string {
  const least = Math.min(...lines.filter((line) => line.trim() !== '').map(indentOf))
  return lines
    .map((line) => line.slice(least))
    .join('\n')
    .trimEnd()
}
