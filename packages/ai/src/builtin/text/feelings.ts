const words =
  "sad|happy|unhappy|angry|anxious|worried|afraid|scared|lonely|alone|tired|exhausted|stressed|overwhelmed|nervous|depressed|bored|confused|frustrated|hopeless|hopeful|proud|excited|ashamed|guilty|jealous|hurt|stuck|lost|empty|calm|grateful|glad|upset|disappointed|relieved|numb|restless|burn(?:ed|t) out|embarrassed|annoyed|homesick|miserable|furious|terrified|down|useless|worthless";
const saidOfOneself =
  "I feel|I felt|I'm|I am|I was|I've been|I have been|we're|we are|we were|feel|feels|felt|feeling|makes me|made me|makes us|made us";
const degrees =
  "so|very|really|a bit|a little|quite|just|too|feeling|still|always|pretty|kind of|totally|extremely";

/** A feeling stated in the first person. The first group is the word for it. */
export const statedFeeling = new RegExp(
  `\\b(?:${saidOfOneself})(?: (?:${degrees}))* ((?:not )?(?:${words}))\\b`,
  "i",
);
