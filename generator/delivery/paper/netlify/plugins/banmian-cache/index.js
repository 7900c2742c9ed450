// 两次生成之间留着网站和 banmian 的缓存：几秒就好，不必每次从头做。拿不回来也不要紧，只是慢一些。
const FOLDERS = ["output", ".banmian"];

module.exports = {
  async onPreBuild({ utils }) {
    const found = await utils.cache.restore(FOLDERS);
    console.log(found ? "拿回了上一次生成的网站" : "没有上一次生成的网站，从头做");
  },
  async onPostBuild({ utils }) {
    await utils.cache.save(FOLDERS);
  },
};
