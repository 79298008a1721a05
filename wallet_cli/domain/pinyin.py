"""Chinese names as they are typed in letters: ``zhifubao`` and ``zfb`` are 支付宝.

The 3755 common characters of GB 2312 stand in the order of their readings, so the first one of each syllable says how
all of them are read. Tables add what else a character is read as (银行, 行人), and rarer ones in names. There are no
tones; ``ü`` is typed ``v`` or ``u``. The tests check each reading against another source.
"""

from __future__ import annotations

from bisect import bisect_right

from wallet_cli.domain.text import fold

WHOLE, INITIALS, BEGINS, BEGINS_INITIALS = "whole", "initials", "begins", "begins initials"
"""All of a name by its full pinyin, by the first letter of each character; or the beginning of either."""
_BANK = ("hang", "xing")
"""How 行 is read in the names of accounts."""
_LEAST_LETTERS = 2
"""One letter is the beginning of too much."""
_COMMON_ENDS = 0xD7F9
"""The last common character of GB 2312."""
_STARTS = """\
a啊 ai埃 an鞍 ang肮 ao凹 ba芭 bai白 ban斑 bang邦 bao苞 bei杯 ben奔 beng崩 bi逼 bian鞭 biao标 bie鳖 bin彬
bing兵 bo玻 bu捕 ca擦 cai猜 can餐 cang苍 cao操 ce厕 ceng层 cha插 chai拆 chan搀 chang昌 chao超 che车 chen郴
cheng撑 chi吃 chong充 chou抽 chu初 chuai揣 chuan川 chuang疮 chui吹 chun春 chuo戳 ci疵 cong聪 cou凑 cu粗
cuan蹿 cui摧 cun村 cuo磋 da搭 dai呆 dan耽 dang当 dao刀 de德 deng蹬 di堤 dian颠 diao碉 die跌 ding丁 diu丢
dong东 dou兜 du督 duan端 dui堆 dun墩 duo掇 e蛾 en恩 er而 fa发 fan藩 fang坊 fei菲 fen芬 feng丰 fo佛 fou否
fu夫 ga噶 gai该 gan干 gang冈 gao篙 ge哥 gei给 gen根 geng耕 gong工 gou钩 gu辜 gua刮 guai乖 guan棺 guang光
gui瑰 gun辊 guo锅 ha哈 hai骸 han酣 hang夯 hao壕 he呵 hei嘿 hen痕 heng哼 hong轰 hou喉 hu呼 hua花 huai槐
huan欢 huang荒 hui灰 hun荤 huo豁 ji击 jia嘉 jian歼 jiang僵 jiao蕉 jie揭 jin巾 jing荆 jiong炯 jiu揪 ju鞠
juan捐 jue撅 jun均 ka喀 kai开 kan刊 kang康 kao考 ke坷 ken肯 keng坑 kong空 kou抠 ku枯 kua夸 kuai块 kuan宽
kuang匡 kui亏 kun坤 kuo括 la垃 lai莱 lan蓝 lang琅 lao捞 le勒 lei雷 leng棱 li厘 lia俩 lian联 liang粮 liao撩
lie列 lin琳 ling玲 liu溜 long龙 lou楼 lu芦 lv驴 luan峦 lve掠 lun抡 luo萝 ma妈 mai埋 man瞒 mang芒 mao猫 me么
mei玫 men门 meng萌 mi眯 mian棉 miao苗 mie蔑 min民 ming明 miu谬 mo摸 mou谋 mu拇 na拿 nai氖 nan南 nang囊 nao挠
ne呢 nei馁 nen嫩 neng能 ni妮 nian蔫 niang娘 niao鸟 nie捏 nin您 ning柠 niu牛 nong脓 nu奴 nv女 nuan暖 nve虐
nuo挪 o哦 ou欧 pa啪 pai拍 pan攀 pang乓 pao抛 pei呸 pen喷 peng砰 pi坯 pian篇 piao飘 pie撇 pin拼 ping乒 po坡
pu扑 qi期 qia掐 qian牵 qiang枪 qiao橇 qie切 qin钦 qing青 qiong琼 qiu秋 qu趋 quan圈 que缺 qun裙 ran然 rang瓤
rao饶 re惹 ren壬 reng扔 ri日 rong戎 rou揉 ru茹 ruan软 rui蕊 run闰 ruo若 sa撒 sai腮 san三 sang桑 sao搔 se瑟
sen森 seng僧 sha莎 shai筛 shan珊 shang墒 shao梢 she奢 shen砷 sheng声 shi师 shou收 shu蔬 shua刷 shuai摔
shuan栓 shuang霜 shui谁 shun吮 shuo说 si斯 song松 sou搜 su苏 suan酸 sui虽 sun孙 suo蓑 ta塌 tai胎 tan坍
tang汤 tao掏 te特 teng藤 ti梯 tian天 tiao挑 tie贴 ting厅 tong通 tou偷 tu凸 tuan湍 tui推 tun吞 tuo拖 wa挖
wai歪 wan豌 wang汪 wei威 wen瘟 weng嗡 wo挝 wu巫 xi昔 xia瞎 xian掀 xiang相 xiao萧 xie楔 xin薪 xing星 xiong兄
xiu休 xu墟 xuan轩 xue靴 xun勋 ya压 yan焉 yang殃 yao邀 ye椰 yi一 yin茵 ying英 yo哟 yong拥 you幽 yu迂 yuan鸳
yue曰 yun耘 za匝 zai栽 zan咱 zang赃 zao遭 ze责 zei贼 zen怎 zeng增 zha扎 zhai摘 zhan瞻 zhang樟 zhao招 zhe遮
zhen珍 zheng蒸 zhi芝 zhong中 zhou舟 zhu珠 zhua抓 zhuai拽 zhuan专 zhuang桩 zhui椎 zhun谆 zhuo捉 zi兹 zong鬃
zou邹 zu租 zuan钻 zui嘴 zun尊 zuo昨"""
"""Each syllable with the first of the characters that are read so, in the order of GB 2312."""

_SECOND = """\
剥bo 卜bo 长zhang 匙shi 蛤ha 还hai 嚼jue 桔ju 藉ji 勒lei 了le 茄jia 什shen 厦sha 削xue 畜chu 钥yao 曾ceng
爪zhao 着zhe,zhao 仔zai 泊po 似shi 轧ya 行hang 重chong 乐yue 都du 单shan,chan 朴piao 解xie 盛cheng 藏zang
参shen 和huo 会kuai 调tiao 传zhuan 贾gu 柏bo 便pian 车ju 大dai 地de 得dei 给ji 角jue 觉jiao 率shuai 模mu
奇ji 石dan 提di 弹tan 校jiao 宿xiu 血xie 种chong 卡qia 圈juan 色shai 薄bo 露lou 绿lu 落lao,la 没mo 仇qiu
区ou 翟zhai 查zha 万mo 澄deng 堡pu,bu 吓he 咖ga 秘bi 番pan 折she 省xing 合ge 系ji 红gong 亲qing 数shuo
降xiang 巷hang 差chai 屏bing 扁pian 拓ta 尾yi 谷yu 六lu 叶xie 洗xian 殷yan 尉yu 员yun 呢ni 召shao 句gou
粘nian 熟shou 塞se 谁shei 臭xiu 暴pu 适kuo 核hu 称chen 佛bi 辟pi 炮bao 度duo 说shui 颤zhan 艾yi 咽ye 蔓wan
强jiang 择zhai 扎za 伯bai 百bo 食si 缩su 陆liu 亡wu 阿e 尺che 囤tun 沈chen 栖xi 莎suo 峙shi 伺ci 俩liang
疟yao 姥mu"""
"""Other readings of common characters."""

_BEYOND = """\
晟sheng 歙she 啰luo 呗bei 咚dong 嗒da 嘀di 侬nong 佟tong 冼xian 奚xi 岑cen 晏yan 栾luan 滕teng 瞿qu 窦dou
竺zhu 胥xu 臧zang 蔺lin 褚chu 覃tan,qin 谌chen 邬wu 邸di 郜gao 鄢yan 闫yan 闵min 铢zhu 億yi 兩liang 円yuan
圓yuan 塊kuai 萬wan 點dian 莞guan 缪miao,mou 馄hun 饨tun 馕nang 喵miao 瑜yu 伽jia,qie 煲bao 囡nan 鑫xin
淼miao 焱yan 琪qi 瑾jin 璐lu 妍yan 婷ting 雯wen 昊hao 睿rui 钰yu 喆zhe 媛yuan 怡yi 倩qian 炜wei 烨ye 晖hui
琦qi 璇xuan 薇wei 芮rui 茜qian,xi 菁jing 蓓bei 馨xin 泓hong 淇qi 濮pu 邕yong 甬yong 羲xi 嬷ma,mo 裘qiu 荀xun
逄pang 逯lu 郗xi,chi 郏jia 鄯shan 麴qu 佘she 仝tong 亓qi 笪da 缑gou 阚kan 嵇ji 郇xun 隗wei,kui 庾yu 暨ji
蒯kuai 昝zan 晁chao 佚yi 瓯ou 嗨hai 嘟du 哒da 噜lu 咪mi 茗ming 馐xiu 炖dun 焗ju 脍kuai 鲷diao 鳗man 蚝hao
螃pang 粿guo 粽zong 馍mo 饴yi 柚you 莓mei 枇pi 杷pa 苷gan 噢o 曦xi 旻min 昱yu 翀chong 翊yi 珺jun 珏jue 珈jia
琰yan 琬wan 瑷ai 璟jing 沅yuan 洵xun 涓juan 潇xiao 煦xu 熠yi 懿yi 恺kai 宸chen 宥you 峥zheng 岚lan 嵘rong
濠hao"""
"""Characters that are not among those, of names and of what people buy."""


def _read_as(table: str) -> dict[str, tuple[str, ...]]:
    return {entry[0]: tuple(entry[1:].split(",")) for entry in table.split()}


_SYLLABLES = [entry[:-1] for entry in _STARTS.split()]
_FIRSTS = [int.from_bytes(entry[-1].encode("gb2312"), "big") for entry in _STARTS.split()]
_OTHERS = _read_as(_SECOND) | _read_as(_BEYOND)


def is_typed_so(text: str) -> bool:
    """Whether ``text`` may be pinyin: ASCII, letters among it."""
    return text.isascii() and any(map(str.isalpha, text))


def readings(char: str) -> tuple[str, ...]:
    """How a Chinese character is read, the usual reading first; () for one that isn't known, and for anything else."""
    code = int.from_bytes(char.encode("gb2312", "ignore"), "big")
    usual = (_SYLLABLES[bisect_right(_FIRSTS, code) - 1],) if _FIRSTS[0] <= code <= _COMMON_ENDS else ()
    return (*usual, *_OTHERS.get(char, ()))


def spelled(name: str, typed: str = "") -> str:
    """A name with each Chinese character as it is read, ``zhifubao``, so that it begins with ``typed`` where it can.
    What isn't known stays.
    """
    found, letters = "", fold(typed)
    for char in name:
        ways = _BANK if char == "行" else readings(char) or (char,)
        found += next((way for way in ways if (found + way).startswith(letters[: len(found + way)])), ways[0])
    return found


def match(typed: str, name: str) -> str:
    """How ``typed`` spells ``name``, or its beginning; "" where it doesn't, or nothing in the name
    is Chinese, or something in it isn't known. Blanks, signs and case don't count.
    """
    letters, parts = _letters(typed), _parts(name)
    if not parts or len(letters) < _LEAST_LETTERS:
        return ""
    ends, is_inside = _reached(letters, parts)
    if len(letters) in ends:
        return WHOLE
    whole, is_begun = _reached(letters, _first_letters(parts))
    if len(letters) in whole:
        return INITIALS
    if is_inside:
        return BEGINS
    return BEGINS_INITIALS if is_begun else ""


def begins(typed: str, name: str) -> bool:
    """Whether a name can be what ``typed`` is the beginning of, in full or by first letters: for what TAB offers."""
    letters, parts = _letters(typed), _parts(name)
    if not parts or not letters:
        return False
    return any(_is_begun(letters, way) for way in (parts, _first_letters(parts)))


def _is_begun(letters: str, parts: list[tuple[str, ...]]) -> bool:
    ends, is_inside = _reached(letters, parts)
    return is_inside or len(letters) in ends


def _letters(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum())


def _parts(name: str) -> list[tuple[str, ...]]:
    """What each character of a name may be typed as; [] where one isn't known, or none is Chinese."""
    found, is_chinese = list[tuple[str, ...]](), False
    for char in fold(name):
        if char.isascii():
            found += [(char,)] if char.isalnum() else []
            continue
        known = readings(char)
        if not known and char.isalnum():
            return []
        is_chinese = is_chinese or bool(known)
        both = [(each, each.replace("v", "u")) for each in known]
        found += [tuple(dict.fromkeys(sum(both, ())))] if known else []
    return found if is_chinese else []


def _first_letters(parts: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [tuple({each[0] for each in part}) for part in parts]


def _reached(letters: str, parts: list[tuple[str, ...]]) -> tuple[set[int], bool]:
    """Where in ``letters`` the end of the last part may be, and whether they end before it does."""
    at, is_inside = {0}, False
    for part in parts:
        is_inside = is_inside or len(letters) in at
        is_inside = is_inside or any(
            each.startswith(letters[start:]) and each != letters[start:] for start in at for each in part
        )
        at = {start + len(each) for start in at for each in part if letters.startswith(each, start)}
    return at, is_inside
