"""Review the fictional drafts in ``examples/drafts`` and say what comes next: ``make demo``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from review import i18n
from review.errors import ExitCode

DRAFTS = Path(__file__).with_name("drafts")

AFTERWARDS = {
    "zh_Hans": """
以上是对 examples/drafts 中 {n} 份虚构草稿的机器审查结果：有的须处理，有的可以放行，有的没能读全。
接下来，在您自己的文件上：

  review check 草稿.docx              先查一遍
  review sheet 草稿.docx              生成保密审查表（草稿.docx.review.yaml）
  review decide 草稿.docx.review.yaml 逐项作出审查决定
  review init                         为文档库建立审查规定、签字人名单和 git 钩子
  review sign 草稿.docx.review.yaml --as reviewer --key ~/.ssh/id_ed25519
  review gate                         没有有效签字的文件不予放行
""",
    "zh_Hant": """
以上是對 examples/drafts 中 {n} 份虛構文稿的機器審查結果：有的須處理，有的可以放行，有的未能讀全。
接下來，在您自己的檔案上：

  review check 文稿.docx              先查一遍
  review sheet 文稿.docx              產生保密審查表（文稿.docx.review.yaml）
  review decide 文稿.docx.review.yaml 逐項作成審查決定
  review init                         為文件庫建立審查規定、簽署人名單和 git 掛鉤
  review sign 文稿.docx.review.yaml --as reviewer --key ~/.ssh/id_ed25519
  review gate                         沒有有效簽署的檔案不予放行
""",
    "en": """
This was the machine's review of {n} fictional drafts in examples/drafts: some need decisions, some are
clear, some could not be read whole. Next, on your own files:

  review check DRAFT.docx              look it over
  review sheet DRAFT.docx              write the review sheet (DRAFT.docx.review.yaml)
  review decide DRAFT.docx.review.yaml decide finding by finding
  review init                          set up policy, signers and git hooks for a repository
  review sign DRAFT.docx.review.yaml --as reviewer --key ~/.ssh/id_ed25519
  review gate                          nothing goes out without a valid sign-off
""",
}


def main() -> int:
    """Exit code 0 if the drafts were reviewed, whatever was found in them."""
    done = subprocess.run([sys.executable, "-m", "review", "check", os.path.relpath(DRAFTS)], check=False)
    if done.returncode not in (ExitCode.CLEAR, ExitCode.FINDINGS, ExitCode.GAPS):
        return done.returncode
    sys.stdout.write(AFTERWARDS[i18n.from_environment()].format(n=len(list(DRAFTS.iterdir()))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
