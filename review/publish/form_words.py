"""The words printed on the form, in simplified and traditional script."""

from __future__ import annotations

FORM: dict[str, tuple[str, str]] = {
    "title": ("政府信息公开保密审查表", "政府資訊公開保密審查表"),
    "number": ("审查编号", "審查編號"),
    "filled": ("填表日期", "填表日期"),
    "unit": ("单位（部门）名称", "單位（部門）名稱"),
    "document_number": ("文号", "文號"),
    "item_title": ("信息名称", "資訊名稱"),
    "index_number": ("索引号", "索引號"),
    "date": ("成文日期", "成文日期"),
    "summary": ("内容摘要", "內容摘要"),
    "source": ("信息来源", "資訊來源"),
    "mark": ("密级", "密等"),
    "openness": ("公开属性", "公開屬性"),
    "publication": ("公示种类", "公示種類"),
    "channel": ("拟公开方式", "擬公開方式"),
    "audience": ("拟公开范围", "擬公開範圍"),
    "planned_for": ("拟公开时间", "擬公開時間"),
    "column": ("发布栏目", "發布欄目"),
    "touches": ("是否涉及", "是否涉及"),
    "review": ("审查情况", "審查情形"),
    "outcome": ("审查结论", "審查結論"),
    "grounds": ("不公开或部分公开\n的依据和理由", "不公開或部分公開\n之依據及理由"),
    "third_party": ("征求第三方意见\n及结果", "徵詢第三人意見\n及結果"),
    "other_organ": ("征求其他机关意见\n及结果", "徵詢其他機關意見\n及結果"),
    "author": ("拟稿人（承办人）", "擬稿人（承辦人）"),
    "author_phone": ("联系电话", "聯絡電話"),
    "department_head": ("承办部门意见", "承辦單位意見"),
    "reviewer": ("保密审查机构意见", "保密審查單位意見"),
    "leader": ("分管领导审批", "權責主管核定"),
    "principal": ("主要领导审批\n（需要时）", "機關首長核定\n（必要時）"),
    "referred_to": ("报请确定单位\n及批复", "報請核定機關\n及核復"),
    "published_by": ("发布人", "發布人"),
    "published_at": ("发布时间", "發布時間"),
    "published_url": ("发布网址", "發布網址"),
    "remarks": ("备注", "備註"),
    "digests": ("电子文件校验值（SHA-256）", "電子檔校驗值（SHA-256）"),
    "document": ("文稿", "文稿"),
    "sheet": ("审查表", "審查表"),
    "released": ("公开副本", "公開副本"),
    "sign": (
        "签字（盖章）：　　　　　　　　　年　　月　　日",
        "簽名（蓋章）：　　　　　　　　　年　　月　　日",
    ),
    "signed": ("电子签名", "電子簽章"),
    "none": ("无", "無"),
    "items": ("逐项审查记录", "逐項審查紀錄"),
    "kept": (
        "本表一事一审。电子签名的权限以 review verify 核验结果为准；原件由保密审查机构留存。",
        "本表一事一審。電子簽章之權限以 review verify 核驗結果為準；原件由保密審查單位留存。",
    ),
    "seals": ("（盖章页）", "（用印頁）"),
    "seal": ("（单位印章）", "（機關印信）"),
    "day": ("年　　月　　日", "年　　月　　日"),
    "removed": ("已去除的隐藏内容", "已移除之隱藏內容"),
    "id": ("序号", "序號"),
    "what": ("类别", "類別"),
    "where": ("位置", "位置"),
    "severity": ("级别", "等級"),
    "verdict": ("决定", "決定"),
    "reason": ("理由", "理由"),
    "by": ("决定人\n时间", "決定人\n時間"),
    "undecided": ("未决定", "未決定"),
    "state_secret": ("国家秘密", "國家機密"),
    "work_secret": ("工作秘密", "公務機密（工作秘密）"),
    "trade_secret": ("商业秘密", "營業秘密"),
    "personal": ("个人信息", "個人資料"),
    "others": ("其他机关信息", "其他機關資訊"),
    "hidden": ("隐藏内容", "隱藏內容"),
    "publish": ("主动公开", "主動公開"),
    "publish_redacted": ("删减后公开", "刪減後公開"),
    "on_request": ("依申请公开", "依申請公開"),
    "withhold": ("不予公开", "不予公開"),
    "refer": ("报请确定", "報請核定"),
    "page": ("第 {n} 页，共 {total} 页", "第 {n} 頁，共 {total} 頁"),
    "counts": (
        ("发现问题 {findings} 项，未读部分 {gaps} 处；已决定 {decided} 项："
        "公开 {release}，删减 {redact}，不予公开 {withhold}，报请 {refer}，已查阅 {inspected}。"),
        ("發現問題 {findings} 項，未讀部分 {gaps} 處；已決定 {decided} 項："
        "公開 {release}，刪減 {redact}，不予公開 {withhold}，報請 {refer}，已查閱 {inspected}。"),
    ),
    "gap": ("未能读取", "未能讀取"),
}  # fmt: skip
"""Key → (simplified, traditional)."""


def field_words(field: str) -> tuple[str, ...]:
    """What people call a field of the item, in both scripts: as on the form, and up to its bracket."""
    given = FORM.get("item_title" if field == "title" else field, ())
    whole = ["".join(one.split()) for one in given]
    return (*whole, *(one.partition("（")[0] for one in whole))


def word(key: str, language: str) -> str:
    """A word of the form; simplified unless the language is traditional Chinese."""
    return FORM[key][1 if language == "zh_Hant" else 0]
