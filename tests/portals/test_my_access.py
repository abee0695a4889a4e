"""My access: every right with the way by which it came about, told before anything is opened."""

import re


def test_my_access_tells_each_way_once_without_being_opened(signed_in):
    page = signed_in("pbx_payer").get("/me/access/").content.decode()
    summaries = re.findall(r"<summary>(.*?)</summary>", page, re.DOTALL)
    told = [sentence for s in summaries for sentence in re.findall(r"right__sentence\">(.*?)<", s)]
    assert any("through group Finance, in group Direction" in sentence for sentence in told)
    assert len(told) == len(set(told))
