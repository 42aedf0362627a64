import { readFileSync } from "node:fs";
import PDFDocument from "pdfkit";

/**
 * A table: the texts of its head, rows, and a last row of totals. Columns share the width by their weights. The head is drawn again on
 * every page.
 */
export type PdfTable = {
  columns: readonly { text: string; weight?: number; right?: boolean }[];
  rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>;
  total?: readonly string[];
};

export type PdfSection = { title: string; text?: string; table?: PdfTable };

export type PdfText = {
  title: string;
  /** Below the title: whose it is, and of when. */
  lead: readonly string[];
  sections: Iterable<PdfSection> | AsyncIterable<PdfSection>;
};

// DejaVu has the letters of Latin, Greek, Cyrillic, Arabic and Hebrew names; the fonts that PDF readers bring have Latin alone.
const font = (name: string): Buffer => readFileSync(`node_modules/dejavu-fonts-ttf/ttf/${name}.ttf`);
let fonts: { plain: Buffer; bold: Buffer } | undefined;

const MARGIN = 48;
const SIZE = { title: 18, lead: 9, section: 12, cell: 8 };
const GREY = "#555555";
const LINE = "#bbbbbb";
const PAD = 3;

type Doc = InstanceType<typeof PDFDocument>;

const bottomOf = (doc: Doc): number => doc.page.height - doc.page.margins.bottom;

const rowOf = (doc: Doc, cells: readonly string[], { columns }: PdfTable, bold: boolean) => {
  const width = doc.page.width - 2 * MARGIN;
  const total = columns.reduce((sum, { weight = 1 }) => sum + weight, 0);
  const widths = columns.map(({ weight = 1 }) => (width * weight) / total);
  const font = () => doc.font(bold ? "bold" : "plain").fontSize(SIZE.cell);
  font();
  const height =
    2 * PAD +
    Math.max(
      ...cells.map((text, index) =>
        doc.heightOfString(text || " ", { width: (widths[index] ?? 0) - 2 * PAD }),
      ),
    );
  const draw = (): void => {
    const top = doc.y;
    let left = MARGIN;
    font();
    for (const [index, text] of cells.entries()) {
      const cell = widths[index] ?? 0;
      doc.fillColor("black").text(text, left + PAD, top + PAD, {
        width: cell - 2 * PAD,
        align: columns[index]?.right ? "right" : "left",
      });
      left += cell;
    }
    doc.x = MARGIN;
    doc.y = top + height;
    doc
      .moveTo(MARGIN, doc.y)
      .lineTo(MARGIN + width, doc.y)
      .lineWidth(0.5)
      .strokeColor(LINE)
      .stroke();
  };
  return { height, draw };
};

const drawTable = async (doc: Doc, table: PdfTable): Promise<void> => {
  const head = rowOf(
    doc,
    table.columns.map(({ text }) => text),
    table,
    true,
  );
  head.draw();
  const draw = (cells: readonly string[], bold: boolean): void => {
    const row = rowOf(doc, cells, table, bold);
    if (doc.y + row.height > bottomOf(doc)) {
      doc.addPage();
      head.draw();
    }
    row.draw();
  };
  for await (const cells of table.rows) draw(cells, false);
  if (table.total) draw(table.total, true);
};

/**
 * Writes a document of titles, texts and tables as PDF (A4, with page numbers). Texts of any script that the font knows; what it does not
 * know is drawn as a box. The whole document is in memory at its end.
 */
export const writePdf = async ({ title, lead, sections }: PdfText): Promise<Buffer> => {
  fonts ??= { plain: font("DejaVuSans"), bold: font("DejaVuSans-Bold") };
  const doc = new PDFDocument({
    size: "A4",
    margin: MARGIN,
    bufferPages: true,
    info: { Title: title },
    lang: "en",
  });
  const chunks: Buffer[] = [];
  doc.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => doc.once("end", resolve));
  doc.registerFont("plain", fonts.plain).registerFont("bold", fonts.bold);
  doc.font("bold").fontSize(SIZE.title).text(title);
  doc.font("plain").fontSize(SIZE.lead).fillColor(GREY);
  for (const line of lead) doc.text(line);
  for await (const section of sections) {
    if (doc.y + 60 > bottomOf(doc)) doc.addPage();
    doc.moveDown(1.2).font("bold").fontSize(SIZE.section).fillColor("black").text(section.title, MARGIN);
    doc.moveDown(0.3);
    if (section.text) doc.font("plain").fontSize(SIZE.lead).fillColor(GREY).text(section.text, MARGIN);
    if (section.table) await drawTable(doc, section.table);
  }
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(page);
    doc.page.margins.bottom = 0;
    doc
      .font("plain")
      .fontSize(SIZE.cell)
      .fillColor(GREY)
      .text(`${page + 1} / ${count}`, MARGIN, doc.page.height - 30, {
        width: doc.page.width - 2 * MARGIN,
        align: "right",
        lineBreak: false,
      });
  }
  doc.end();
  await ended;
  return Buffer.concat(chunks);
};
