export { EmailFault } from "./components/EmailFault";
export { AnswerChip } from "./components/AnswerChip";
export { answerLabel as answerWord, attendanceLabel as attendanceWord } from "./model";
export {
  guestKeys,
  useAnswerFor,
  useChangeGuest,
  useChangeGuests,
  useFoundGuests,
  useGuestsLive,
} from "./queries";
export { useUndo } from "./undo";
