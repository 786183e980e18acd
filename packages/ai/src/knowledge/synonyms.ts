import { stem } from "./terms.ts";

/**
 * Groups of words that answer for each other in everyday questions. Words before a colon are also answered by those
 * after it, and not the reverse: a question for a "pet" is answered by a sentence about dogs. A word with "#" is a mark of `Evidence`.
 */
const groups = `
price prices pricing cost costs fee charge rate tariff expensive cheap : #price free
costless : free cost fee charge #price
free gratis complimentary : cost fee price charge #price
pay payment paid : card cash invoice
deliver delivery ship shipping shipment dispatch post postage courier : send arrive
arrive arrival : deliver delivery checkin
parcel package packet shipment : order
track tracking
return returns : exchange refuse
exchange swap replace
refund reimburse
cancel cancellation terminate quit unsubscribe : end
delete remove erase
change edit modify update switch move reschedule postpone
change : exchange
upgrade downgrade : switch change
address location located situated : #address
directions : #address station tram bus
contact reach support : phone call ring email write #phone #email
phone telephone mobile call ring : #phone
email mail : #email
book booking reserve reservation schedule
appointment booking
buy order purchase
broken broke damaged damage defective faulty
discount coupon promo voucher reduction rebate
tax vat
child children kid kids baby toddler
lift elevator
wifi wlan internet
pet pets animal : dog dogs cat
dog puppy
safe safety secure security protected : encrypted private
privacy private confidential : encrypted secure
store shop
open hours : close closed shut
close closed shut
weekend : saturday sunday
saturday sunday : weekend weekends
monday tuesday wednesday thursday friday : weekday weekdays working
see view read access
insurance insurer insured
job vacancy career hiring
warranty guarantee
picture photo image
begin start
reply respond answer response
luggage bag suitcase baggage
late later
dinner supper
food meal eat : breakfast lunch dinner cook restaurant
delay late
checkout departure
checkin arrival
login : password
password passcode
course class lesson
minimum least
lost lose missing
forgot forget forgotten
broke break
send sent
bought buy
extend renew prolong
borrow loan lend
rent hire
teacher instructor trainer
parking park : car
install setup
#time : #span
`;

const strengthOfSynonym = 0.85;
/** The fact itself says more than a word for it. */
const strengthOfEvidence = 0.95;

const synonyms: ReadonlyMap<string, ReadonlySet<string>> = readGroups();

function readGroups(): Map<string, Set<string>> {
  const all = new Map<string, Set<string>>();
  for (const line of groups.trim().split("\n")) {
    const [asked = "", also = ""] = line.split(":").map((part) => part.trim());
    const heads = asked.split(/\s+/).map(stem);
    const others = also === "" ? [] : also.split(/\s+/).map(stem);
    for (const head of heads) {
      const answers = all.get(head) ?? new Set();
      for (const term of [...heads, ...others]) if (term !== head) answers.add(term);
      all.set(head, answers);
    }
  }
  return all;
}

/** The terms that answer for a term, each with its strength, from 0 to 1. The term itself has 1. */
export function formsOf(term: string): Map<string, number> {
  const forms = new Map([[term, 1]]);
  for (const other of synonyms.get(term) ?? [])
    forms.set(other, other.startsWith("#") ? strengthOfEvidence : strengthOfSynonym);
  return forms;
}

/** The words that have synonyms. */
export const knownWords: readonly string[] = groups.match(/(?<!#)\b[a-z]+/g) ?? [];
