//! Invented names. Each pool is a list of given names times a list of surnames, walked in an order that the seed turns; no name comes twice before a pool is used up.

use super::rng::mix;
use super::script::Tongue;

struct Pool {
    given: &'static str,
    family: &'static str,
    /// Of fifty people, how many come from this pool.
    share: usize,
}

/// A deterministic invented name for person number `n`; the first 3,000 of a seed all differ.
#[must_use]
pub fn name(n: usize, seed: u64, tongue: Tongue) -> String {
    let pools: &[Pool] = match tongue {
        Tongue::Zh => &CHINESE,
        Tongue::En => &ENGLISH,
    };
    let cycle: usize = pools.iter().map(|pool| pool.share).sum();
    // Thirty-one is prime to both cycles: neighbours come from different pools.
    let place = (n % cycle) * 31 % cycle;
    let mut before = 0;
    for (number, pool) in pools.iter().enumerate() {
        if place < before + pool.share {
            let rank = n / cycle * pool.share + (place - before);
            return compose(pool, rank, mix(seed, number as u64), tongue);
        }
        before += pool.share;
    }
    String::new()
}

fn compose(pool: &Pool, rank: usize, seed: u64, tongue: Tongue) -> String {
    let given: Vec<&str> = pool.given.split_whitespace().collect();
    let family: Vec<&str> = pool.family.split_whitespace().collect();
    let count = (given.len() * family.len()).max(1);
    let mut step = ((seed >> 20) as usize % count) | 1;
    while common_divisor(step, count) != 1 {
        step += 2;
    }
    let mut at = rank;
    loop {
        let place = (seed as usize % count + at % count * step) % count;
        let first = given.get(place % given.len().max(1)).copied().unwrap_or("");
        let last = family.get(place / given.len().max(1)).copied().unwrap_or("");
        let name = match tongue {
            Tongue::Zh if last.starts_with('·') => format!("{first}{last}"),
            Tongue::Zh if last == "-" => first.to_owned(),
            Tongue::Zh => format!("{last}{first}"),
            Tongue::En => format!("{} {}", first.replace('_', " "), last.replace('_', " ")),
        };
        if !is_known(&name) {
            return name;
        }
        // The place of a well-known person's name is left empty; the walk goes on behind the ranks anybody asks for.
        at += count / 2;
    }
}

fn common_divisor(a: usize, b: usize) -> usize {
    if b == 0 { a } else { common_divisor(b, a % b) }
}

/// Names that the lists could form and that belong to somebody everybody knows.
fn is_known(name: &str) -> bool {
    const KNOWN: [&str; 40] = [
        "王毅",
        "李强",
        "李明",
        "王伟",
        "张伟",
        "陈毅",
        "刘翔",
        "李娜",
        "姚明",
        "马云",
        "王菲",
        "刘洋",
        "李宁",
        "张宁",
        "王军霞",
        "杨澜",
        "徐静蕾",
        "郑洁",
        "张静初",
        "孙杨",
        "李静",
        "林丹",
        "丁宁",
        "周迅",
        "宋佳",
        "David Wilson",
        "Helen Clark",
        "Robert Walker",
        "Anna Ford",
        "Emma Thompson",
        "James Watson",
        "Martin Freeman",
        "Colin Baker",
        "Tom Baker",
        "Kate Adams",
        "Andrew Marshall",
        "Helen Palmer",
        "Ian Fleming",
        "Peter Barlow",
        "Stephen Lawrence",
    ];
    KNOWN.contains(&name)
}

const CHINESE: [Pool; 6] = [
    Pool {
        share: 31,
        given: "建国 志远 文博 晓峰 立群 海涛 国栋 永强 振华 俊杰 明哲 思远 浩然 子航 宇轩 景行 承志 维钧 春生 金声 云飞 少华 长青 兆丰 启明 \
                鸿飞 学文 庆余 正阳 宏伟 向东 树人 家明 伯年 仲文 广平 新民 卫东 世昌 嘉木 秀英 玉兰 淑珍 桂芳 慧敏 丽华 晓燕 雪梅 静怡 雅琴 \
                若彤 雨桐 思琪 梦瑶 佳慧 婉清 晓岚 文静 欣然 子衿 念慈 书瑶 美玲 凤霞 红梅 素云 亚男 春燕 晓敏 诗涵 一鸣 乐天 安琪 知行 清源 \
                可心 怀远 守成 致和 沛霖 冬梅 秋实 夏荷 月华 瑞雪",
        family: "王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 高 林 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 彭 曾 肖 田 董 潘 袁 蔡 蒋 余 于 杜 叶 \
                程 魏 苏 吕 丁 任 卢 姚 沈 钟 姜 崔 谭 陆 范 汪 廖 石 金 韦 贾 夏 付 方 邹 熊 白 孟 秦 邱 侯 江 尹 薛 闫 段 雷 龙 黎 史 陶 贺 毛 \
                郝 顾 龚 邵 万 覃 武 钱 戴 严 莫 孔 向 常",
    },
    Pool {
        share: 13,
        given: "岚 峥 磊 静 敏 颖 霞 倩 琳 洁 莹 薇 蕾 晨 旭 昊 凯 鑫 斌 鹏 辉 飞 勇 刚 健 毅 亮 超 杰 涛 博 帆 航 然 悦 宁 瑾 琰 彤 楠 妍 蓉 \
                芸 菁 骏 恺 睿 昕 煜 诚",
        family: "魏 苏 吕 丁 任 卢 姚 沈 钟 姜 崔 谭 陆 范 汪 廖 石 金 韦 贾 夏 傅 方 邹 熊 白 孟 秦 邱 侯 江 尹 薛 阎 段 雷 龙 黎 史 陶 贺 毛 郝 顾 \
                龚 邵 万 覃 武 钱 戴 严 莫 孔 向 常 温 康 施 文 牛 樊 葛 邢 安 齐 易 乔 伍 庞 颜 倪 庄 聂 章 鲁 岳 翟",
    },
    Pool {
        share: 1,
        given: "静远 明轩 若兰 文渊 雨晴 怀瑾 思齐 允文 云舒 清和 子期 书言 婧 昭 峻",
        family: "欧阳 司徒 上官 诸葛 司马 皇甫 尉迟 夏侯",
    },
    Pool {
        share: 2,
        given: "阿依古丽 古丽娜尔 热依汗 迪丽拜尔 帕提古丽 阿孜古丽 米日古丽 祖丽皮亚 吐尔逊 艾尼瓦尔 买买提江 阿不都热合曼 艾合买提 库尔班江 \
                玉素甫 伊力亚尔 阿迪力 木塔力甫 努尔兰 叶尔波力",
        family: "·买买提 ·阿不都拉 ·吐尔地 ·艾山 ·克里木 ·玉山 ·热合曼 ·司马义 ·依明 ·卡德尔 ·巴拉提 ·沙吾提 ·铁木尔 ·肉孜",
    },
    Pool {
        share: 2,
        given: "扎西多吉 次仁卓玛 格桑曲珍 洛桑旦增 平措旺堆 德吉央宗 尼玛次仁 白玛拉姆 丹增曲扎 索朗达杰 边巴普赤 嘎玛才旦 旺姆 达娃顿珠 拉巴次仁 \
                央金措姆 仁青多杰 贡布扎西 卓嘎 强巴格桑 云丹嘉措 桑吉卓玛 多吉才让 才让吉 南杰加布 久美旺杰 班玛措 完玛东智 更藏才让 华旦 次旺罗布 \
                格列朗杰 阿旺晋美 土登尼玛 益西曲珍 普布卓嘎 米玛央宗 巴桑次仁 赤列旺姆 晋美朗杰 白珍 曲尼旺姆 旦巴坚参 罗布占堆 桑珠 次央 贡嘎罗布 \
                仓决 嘉央平措 其美多吉 拉姆措 尼珍 索南江村 俄色 斯郎曲措 泽仁顿珠 向秋拉姆 益西多吉 昂旺彭措 布赤 顿珠旺加 古桑 吉宗 江白 金巴 \
                坚赞 朗嘎 洛追 美朵 年扎 欧珠 帕珠 琼达 热杰 桑旦 塔青 维色 西热 雍措 云登 扎巴 珠扎 宗巴 阿佳 阿布 巴果 白吉 格培 嘎松 华毛 \
                加央 卡卓 康珠 扎姆 昂毛 多吉草 尕藏 公保 桑德 仁增 拉加 尼吉 才项 朋毛 旦正 龙珠 夏吾 周本 万代 德杰 玛吉 吉毛 措毛 赛措 南措 \
                英措 羊措 桑措 杨措 卓措 才措 旦措 仁措 道吉 江央 才旺 贡确 南卡 丹巴 根登 罗藏 图旦 扎旦 尕玛 索巴",
        family: "-",
    },
    Pool {
        share: 1,
        given: "巴特尔 乌兰图雅 萨仁格日乐 阿古拉 苏日娜 那日苏 斯琴高娃 朝鲁 哈斯额尔敦 其其格 娜仁托娅 宝音 额尔德木图 乌仁娜 布和 塔娜 \
                阿拉坦仓 查干 牧仁 特木尔 孟和 格日勒 白音 敖登 通拉嘎 呼和 乌力吉 海日 满都拉 高娃 萨如拉 图门 达来 恩和 都兰 吉日嘎拉 \
                莫日根 阿斯娜 苏和 乌云毕力格 那木拉 青格乐 照日格图 毕力格 安达 乌日罕 哈日查盖 阿荣 敖日格勒 南丁 赛罕 娜布其 乌尼日 \
                苏布达 浩斯 阿木古郎 温都苏 扎那 乌恩 陶格斯",
        family: "-",
    },
];

const ENGLISH: [Pool; 9] = [
    Pool {
        share: 25,
        given: "Alison Andrew Angela Anthony Barbara Beth Brian Caroline Catherine Christopher Claire Colin Daniel Deborah Derek Duncan Edward Eleanor \
                Elizabeth Emma Fiona Frances Gareth Geoffrey Gillian Graham Hannah Harriet Heather Helen Hilary Howard Ian Jacqueline James Janet \
                Jennifer Joanne Jonathan Judith Julian Karen Katherine Keith Laura Lesley Linda Louise Lucy Malcolm Margaret Marion Martin Matthew \
                Melanie Michael Naomi Natalie Neil Nicola Nigel Oliver Patricia Paul Peter Philippa Rachel Rebecca Richard Robert Robin Rosemary \
                Rupert Ruth Sally Samantha Sarah Sharon Simon Sophie Stephen Stuart Susan Thomas Timothy Tracey Victoria Vivienne William Zoe",
        family: "Abbott Aldridge Allsop Appleby Ashworth Atherton Bagshaw Bainbridge Bancroft Barraclough Beaumont Bickerton Birtwhistle Blackwell \
                 Bradshaw Braithwaite Brewster Broadbent Burgess Butterworth Calvert Carmichael Chadwick Charlesworth Clayton Coldwell Copeland \
                 Cranfield Crowther Dalton Denham Dewhurst Dobson Dunstan Eastwood Ellwood Entwistle Fairclough Farnsworth Faulkner Fenwick \
                 Fothergill Garside Gledhill Goddard Greenhalgh Hargreaves Harker Haslam Hebblethwaite Heywood Hinchcliffe Holroyd Horsfall \
                 Ingham Ibbotson Jessop Kershaw Kirkby Langford Latimer Leadbetter Lockwood Longbottom Lumb Marsden Mawson Micklethwaite Moorhouse \
                 Naylor Nettleton Oakley Ollerenshaw Padgett Pemberton Pickles Postlethwaite Prentice Quarmby Ramsbottom Redfern Rigby Rowbotham \
                 Sedgwick Shackleton Shuttleworth Skelton Stanworth Sugden Sutcliffe Tattersall Thackray Threlfall Tordoff Underhill Varley \
                 Wadsworth Wainwright Walmsley Wetherell Whitaker Whittle Winterbottom Womersley Yardley",
    },
    Pool {
        share: 5,
        given: "Aileen Alasdair Angus Catriona Ceri Ciaran Colm Cormac Dafydd Deirdre Eilidh Eluned Ewan Fergus Gethin Gwen Hamish Huw Iona Kirsty \
                Maeve Mairi Morag Niamh Orla Owain Padraig Rhian Rhodri Roisin Rory Ruaridh Siobhan Sioned Tegan Una",
        family: "Abercrombie Buchanan Cadwallader Callaghan Carruthers Colquhoun Devlin Donnelly Dunbar Evans Farquharson Fitzpatrick Gallacher \
                 Geraghty Gillespie Gruffydd Hennessy Kinnaird Lafferty Lloyd MacAllister MacInnes McGlinchey McKechnie McTaggart Meredith Mulholland \
                 O'Brien O'Driscoll Prosser Pugh Quigley Rafferty Rhys Sinclair Strachan Tierney Urquhart",
    },
    Pool {
        share: 4,
        given: "Aarti Amit Anjali Anwar Arjun Asif Ayesha Bilal Deepa Farah Farzana Gurpreet Harjit Imran Jaspreet Kavita Kiran Manjit Meera Nadia \
                Naveed Nilesh Nisha Parveen Pooja Rajesh Rashid Reena Rukhsana Sandeep Sanjay Shabnam Shazia Sunita Tahir Usha Vikram Yasmin Zahid",
        family: "Ahluwalia Akhtar Bhandari Bhatt Chaudhry Chowdhury Dhaliwal Ghosh Gill Hussain Iyer Jayasinghe Joshi Kapadia Khatun Kulkarni Mahmood \
                 Malhotra Mirza Mistry Mukherjee Nair Parekh Perera Qureshi Rahman Raja Rana Sandhu Sethi Shah Siddiqui Sidhu Thakur Uddin \
                 Venkataraman Wickramasinghe",
    },
    Pool {
        share: 4,
        given: "Abena Adaeze Adebayo Amara Ayodele Babatunde Beverley Chidi Chinwe Claudette Delroy Denise Efua Emeka Ifeoma Kofi Kwabena Kwame Leroy \
                Marcia Marlon Mbali Nana Ngozi Nkechi Oluwaseun Opeyemi Patience Sade Tariro Temitope Thandiwe Winston Yaw Yvonne",
        family: "Acheampong Adeyemi Afolabi Agyeman Akintola Amoah Asante Baptiste Boateng Campbell Chukwu Danquah Dube Ekpo Fraser-Bell Gayle \
                 Igwe Joseph Kamara Mensah Moyo Ncube Nwosu Obi Ogunleye Okafor Okonkwo Olatunji Onyango Osei Owusu Palmer-Reid Sesay Sowande Tetteh Wanjiru",
    },
    Pool {
        share: 3,
        given: "Agnieszka Aleksander Andrei Beata Bogdan Daniela Dorota Eszter Gintaras Ilona Ioana Iveta Jakub Jana Kasia Katarzyna Kristina Laszlo \
                Magda Marek Milena Mihai Monika Natalia Olena Pavel Piotr Renata Rasa Stanislav Tomasz Violeta Wojciech Zuzana",
        family: "Balogh Baranowska Bielawski Cernak Dabrowski Dimitrova Dragomir Farkas Gorska Horvath Ivanauskas Jankowski Kaminski Kowalczyk Kucera \
                 Lewandowska Majewski Marinova Nemeth Novakova Petrauskas Piatek Popescu Rutkowski Sikora Stankov Szabo Toth Urban Vasile Wisniewski Zielinska",
    },
    Pool {
        share: 3,
        given: "Ai-Ling Chi-Wai Mei-Yee Hoi-Yan Jin Wing-Sze Siu-Ming Kar-Wai Linh Minh Thuy Hiroko Kenji Min-Ji Wei Xiaoyan Yee-Man Pui-Shan Jiahui Ming",
        family: "Au Chan Cheung Chow Fong Hui Ip Kwok Lai Lam Leung Lo Mok Ng Nguyen Pang Poon Siu Tang Tran Tse Tsang Wong Yeung Yip Yuen",
    },
    Pool {
        share: 2,
        given: "Ahmet Aylin Bahar Behrouz Dina Elif Farid Hala Hassan Karim Laila Leyla Mariam Mehmet Nasrin Omar Parisa Rania Reza Samir Shirin Tarek Yusuf Zeynep",
        family: "Abadi Aksoy Al-Jabiri Aydin Celik Demir El-Masri Farahani Ghorbani Haddad Ibrahim Jafari Karimi Khoury Mansour Mostafa Nasser Ozturk \
                 Rahimi Saleh Sabbagh Tehrani Yilmaz",
    },
    Pool {
        share: 2,
        given: "Alessandra Andreas Beatriz Carlos Chiara Costas Elena Eleni Fabio Giulia Ines Joao Jose Lucia Marta Miguel Nicos Paolo Pedro Sofia Stavros Teresa",
        family: "Almeida Bianchi Carvalho Christodoulou Conti Demetriou Esposito Fernandes Ferrara Georgiou Ioannou Lombardi Marques Moretti Nunes \
                 Papadakis Pereira Ricci Romano Sousa Theodorou Vella Zammit",
    },
    Pool {
        share: 2,
        given: "Alexandra Anneliese Arabella Bartholomew Benedict Christabel Cordelia Crispin Evangeline Frederick Georgiana Henrietta Imogen Jocelyn \
                Lavinia Maximilian Octavia Peregrine Rosalind Sebastian Tabitha Theodora",
        family: "Abernethy-Vance Ashdown-Whitcombe Babington-Sykes Carrington-Okafor Chattopadhyay-Mills Cholmeley-Drax Dalrymple-Harte \
                 Featherstone-Haugh Fortescue-Adeyemi Grenville-Pryce Harcourt-Lindqvist Iyengar-Thorpe Ledbetter-Kowalska MacKenzie-Thirlwall \
                 Montague-Oyelaran Nightingale-Rowe Papadopoulos-Hirst Pilkington-Shaw Rutherford-Chowdhury Stapleton-Cotterill Throckmorton-Ellis \
                 Vandenberg-Whitlock Wolstenholme-Ridley",
    },
];

#[cfg(test)]
mod tests;
