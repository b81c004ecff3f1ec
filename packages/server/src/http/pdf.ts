import { buffer } from 'node:stream/consumers'
import type { Report, Section } from '../service/reports.ts'

const margin = 56
const column = 140
const grey = '#666666'

/** Draws a report as a PDF of A4 pages, in the fonts that every reader of PDF has. */
export async function writePdf({ title, subtitle, sections }: Report): Promise<Uint8Array> {
  // Loaded when first needed: it takes longer than the rest of the server together.
  const { default: Pdf } = await import('pdfkit')
  const pdf = new Pdf({ size: 'A4', margin, bufferPages: true, info: { Title: printable(title) } })
  const bytes = buffer(pdf)
  pdf.font('Helvetica-Bold').fontSize(18).text(printable(title))
  pdf.font('Helvetica').fontSize(9).fillColor(grey).text(printable(subtitle)).fillColor('black')
  for (const section of sections) drawSection(pdf, section)
  numberPages(pdf)
  pdf.end()
  return bytes
}

function drawSection(pdf: PDFKit.PDFDocument, { title, lines }: Section): void {
  pdf.moveDown(1.2).font('Helvetica-Bold').fontSize(12).text(printable(title), margin).moveDown(0.4)
  for (const [name, text] of lines) drawLine(pdf, name, text)
}

/** The title stands left of the text, and on the same page. */
function drawLine(pdf: PDFKit.PDFDocument, title: string, text: string): void {
  const width = pdf.page.width - 2 * margin - column
  pdf.font('Helvetica').fontSize(9)
  const height = pdf.heightOfString(printable(title), { width: column - 10 })
  if (pdf.y + height > pdf.page.height - margin) pdf.addPage()
  const { y } = pdf
  pdf.fillColor(grey).text(printable(title), margin, y, { width: column - 10 })
  const below = pdf.y
  pdf.fillColor('black').text(printable(text) || ' ', margin + column, y, { width })
  const wentOn = pdf.y < y
  if (!wentOn) pdf.y = Math.max(pdf.y, below)
  pdf.moveDown(0.3)
}

/** Numbers stand below the margin, where text would otherwise begin a new page. */
function numberPages(pdf: PDFKit.PDFDocument): void {
  const { start, count } = pdf.bufferedPageRange()
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page)
    pdf.page.margins.bottom = 0
    const options = { width: pdf.page.width - 2 * margin, align: 'right', lineBreak: false } as const
    pdf
      .fontSize(8)
      .fillColor(grey)
      .text(`${page - start + 1} / ${count}`, margin, pdf.page.height - 36, options)
  }
}

/** What of Windows-1252 lies beyond Latin-1. */
const beyondLatin1 = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ')

/** The built-in fonts have the letters of Windows-1252; any other is written as its number, so that none is lost. */
export function printable(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').replaceAll('\t', '  ')
  return [...lines].map((letter) => (isPrintable(letter) ? letter : numbered(letter))).join('')
}

function isPrintable(letter: string): boolean {
  const code = letter.codePointAt(0) ?? 0
  return (
    letter === '\n' || (code >= 32 && code < 127) || (code >= 160 && code < 256) || beyondLatin1.has(letter)
  )
}

const numbered = (letter: string): string =>
  `{U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}}`
