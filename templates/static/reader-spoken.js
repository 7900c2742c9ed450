// What a voice is given for what is printed: numbers, dates, hours, 版次 and units as a person reads them out.

const DIGITS = "零一二三四五六七八九";
const oneByOne = (number) => number.replace(/-/g, "，").replace(/\d/g, (digit) => DIGITS[digit]);
const plain = (number) => String(Number(number));

// Each rule sees what the rules before it have made. An hour is told from a score by what stands before it.
const RULES = [
  [/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)],
  [/(^|\D)(0\d{2,3}-\d{7,8}|1[3-9]\d{9}|400-?\d{3}-?\d{4})(?!\d)/g, (_, before, number) => before + oneByOne(number)],
  [/(拨打|致电|电话|热线)([：:]?\s*)(\d{3,8})(?!\d)/g, (_, word, gap, number) => word + gap + oneByOne(number)],
  [/(^|\D)(\d{3,5})(?=(?:政务|市民|服务|便民)*(?:热线|电话))/g, (_, before, number) => before + oneByOne(number)],
  [/(^|\D)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g, (_, before, year, month, day) =>
    `${before}${year}年${plain(month)}月${plain(day)}日`],
  [/(^|\D)(\d{4})(?=年)/g, (_, before, year) => before + oneByOne(year)],
  [/0(\d)(?=[月日时点分])/g, "$1"],
  [/(日|午|早上|早晨|晨|晚上|晚|夜里|时间[：:]?|至|到|[-—–~～]|[（(])(\s*)([01]?\d|2[0-4])[:：]([0-5]\d)(?!\d)/g,
    (_, before, gap, hour, minute) => `${before}${plain(hour)}点${minute === "00" ? "" : `${plain(minute)}分`}`],
  [/(\d)[,，](?=\d{3}(?!\d))/g, "$1"],
  [/(\d[\d.]*)[%％]/g, "百分之$1"],
  [/(\d[\d.]*)‰/g, "千分之$1"],
  [/([\d点分年月日时])\s*(?:-|—{1,2}|–|~|～)\s*(?=百分之|\d)/g, "$1到"],
  [/(\d)\+(?=\d)/g, "$1加"],
  [/(第?)([A-Z]?)0*(\d{1,3})(?=版)/g, (_, ordinal, letter, number) => `${letter ? ordinal : "第"}${letter}${number}`],
  [/(\d)\s*(?:㎡|m²|平米)/g, "$1平方米"],
  [/(\d)\s*(?:m³|㎥)/g, "$1立方米"],
  [/(\d)\s*(?:km|㎞)(?![A-Za-z])/g, "$1公里"],
  [/(\d)\s*(?:kg|㎏)(?![A-Za-z])/g, "$1公斤"],
  [/(\d)\s*℃/g, "$1摄氏度"],
  [/([元米吨克升公里斤人次个])\/(?=[\u4e00-\u9fff])/g, "$1每"],
];

export const spoken = (text) => RULES.reduce((said, [from, to]) => said.replace(from, to), text);
