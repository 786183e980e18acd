/** Words for taking a session's transcript away. */
export const strings = {
  menu: "Download the transcript",
  formats: {
    md: "Transcript as Markdown",
    pdf: "Transcript as PDF",
    json: "Transcript as JSON",
  },
};
