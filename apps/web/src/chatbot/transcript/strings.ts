/** Words of downloading a transcript. */
export const strings = {
  menu: "Download the transcript",
  formats: {
    md: "Transcript as Markdown",
    pdf: "Transcript as PDF",
    json: "Transcript as JSON",
  },
};
