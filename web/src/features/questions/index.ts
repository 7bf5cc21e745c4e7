export { AnswerFields } from "./components/AnswerFields";
export { fileLink, questionsFor, questionsOnce } from "./model";
export { useQuestions } from "./queries";
