"""What a sentence is read to say of a wanted indicator, rule by rule."""

from __future__ import annotations

import pytest

from matching import facade


def _verdict(need: str, offer: str) -> str:
    (check,) = facade.check_indicators([need], offer)
    return str(check.verdict)


@pytest.mark.parametrize(
    ("need", "offer", "verdict"),
    [
        ("氟去除率≥90%", "可去除废水中95%以上的氟。", "met"),
        ("氟去除率≥90%", "60%的氟被去除。", "missed"),
        ("氟去除率≥90%", "可去除废水中95%以上的砷。", "absent"),
        ("recovery of nickel ≥ 90%", "The process recovers 96% of nickel from the slag.", "met"),
        ("lead removal ≥ 90%", "Up to 70% of the lead was removed.", "missed"),
    ],
)
def test_a_verb_tells_a_share_as_its_noun_does(need: str, offer: str, verdict: str) -> None:
    assert _verdict(need, offer) == verdict


@pytest.mark.parametrize(
    ("need", "offer", "verdict"),
    [
        ("精度≤1mm", "激光测距仪的误差一般为3mm。本系统融合了视觉。", "absent"),
        ("响应时间≤2s", "响应时间一般为1s。", "met"),
        ("吸附容量≥80mg/g", "沸石的吸附容量为90mg/g，但再生困难；本技术采用生物炭。", "absent"),
        ("吸附容量≥80mg/g", "吸附容量为90mg/g，循环性好。本技术已获专利。", "met"),
        ("热导率≥150W/(m·K)", "与进口基片(热导率170W/(m·K))相比，基片成本降低一半。", "absent"),
        ("磨损率≤2μm/h", "涂层磨损率为1μm/h，而未镀钢的磨损率为9μm/h。", "met"),
        ("hardness ≥ 300 HV", "Uncoated samples have a hardness of 350 HV.", "absent"),
    ],
)
def test_what_ones_own_is_set_against_is_not_the_offers(
    need: str, offer: str, verdict: str
) -> None:
    assert _verdict(need, offer) == verdict


@pytest.mark.parametrize(
    ("need", "offer", "verdict"),
    [
        ("总磷≤0.5mg/L", "出水总磷由进水的4.8mg/L降至0.3mg/L。", "met"),
        ("总磷≤0.5mg/L", "对照池总磷由4.8mg/L降至0.3mg/L。", "absent"),
        ("软化点≥100℃", "未添加填料的树脂软化点为70℃，添加20%填料后升至112℃。", "met"),
        ("结晶度≥60%", "结晶度由40%~45%提高到62%~66%。", "met"),
    ],
)
def test_what_it_became_is_the_offers(need: str, offer: str, verdict: str) -> None:
    assert _verdict(need, offer) == verdict


@pytest.mark.parametrize(
    ("need", "offer", "verdict"),
    [
        ("平均功耗≤5W", "功耗随负荷变化，为2W～4W。", "met"),
        ("拉伸强度≥100MPa", "拉伸强度随填料含量在105~118MPa之间变化。", "met"),
        ("落果率≤5%", "落果率显著降低，降幅达60%。", "unclear"),
        ("抗弯强度≥400MPa", "抗弯强度为(486±22)MPa。", "met"),
        ("吸收率≥0.9", "It has an absorptance of 0.95.", "absent"),
        ("transmittance ≥ 0.9", "A transmittance of 0.95 and an emittance of 0.06.", "met"),
        ("膨胀系数≤5×10^-6/K", "热膨胀系数为(4.2±0.3)×10^-6/K。", "met"),
        ("弯曲半径≤5mm", "薄膜可在3mm弯曲半径下反复弯折10万次。", "met"),
        ("断裂伸长率≥300%", "市售薄膜的断裂伸长率为450%，本成果黄变指数降低60%。", "absent"),
        ("测距误差≤2cm", "测距误差为1cm，测距范围0.2~120m。", "met"),
        ("节拍≤60s/件", "节拍为45s/件，可实现24小时无人值守。", "met"),
        ("抗拉强度≥1200MPa(室温)", "室温抗拉强度1340MPa，500℃下为860MPa。", "met"),
    ],
)
def test_a_number_belongs_to_the_name_it_was_meant_for(need: str, offer: str, verdict: str) -> None:
    assert _verdict(need, offer) == verdict


@pytest.mark.parametrize(
    ("need", "offer", "verdict"),
    [
        ("出水总磷≤0.5mg/L", "除磷率达92%。", "unclear"),
        ("室外测距误差≤1m", "室内测距误差0.5m。", "unclear"),
        ("电导率≥1mS/cm", "离子电导率为4.2mS/cm。", "met"),
        ("缺口冲击强度≥15kJ/m²", "无缺口冲击强度为60kJ/m²。", "absent"),
        ("定位误差≤0.1mm", "重复定位误差为0.05mm。", "absent"),
        ("定位精度≤10cm", "所用定位方案的平均误差为8cm。", "met"),
        ("黄曲霉毒素B1≤5μg/kg", "黄曲霉毒素B1含量为2μg/kg。", "met"),
        ("对准误差≤2μm", "对准精度为1μm。", "met"),
        ("使用温度-40~80℃", "工作温度-50~90℃。", "met"),
        ("待机时间≥7天", "一次充电可连续待机15天。", "met"),
        ("待机时间≥7天", "一次充电可连续录像15天。", "absent"),
        ("angular resolution better than 0.5°", "The angular resolution is 0.3°.", "met"),
        ("分辨率优于12bit", "分辨率为14bit。", "met"),
        ("weight ≤ 500 g", "The payload computer weighs 450 g.", "met"),
        ("焊缝强度不低于母材的85%", "焊缝强度达到母材的92%。", "met"),
    ],
)
def test_names_of_one_kind_answer_one_another(need: str, offer: str, verdict: str) -> None:
    assert _verdict(need, offer) == verdict


@pytest.mark.parametrize(
    ("need", "offer", "verdict"),
    [
        ("响应时间≤2h", "系统在2h内响应，48h内给出方案。", "met"),
        ("响应时间≤2h", "2小时内响应，24小时内到场，48小时内修复。", "met"),
        # Within three hours may be within two.
        ("响应时间≤2h", "3小时内响应，48小时内修复。", "unclear"),
        ("响应时间≤2h", "48h内给出方案。", "absent"),
    ],
)
def test_what_follows_a_time_is_that_times_own(need: str, offer: str, verdict: str) -> None:
    assert _verdict(need, offer) == verdict


@pytest.mark.parametrize(
    ("need", "offer", "verdict"),
    [
        ("噪声≤60dB", "噪声不会超过55分贝", "met"),
        ("VOC content should not be more than 20%", "The VOC content is 35%.", "missed"),
        ("VOC content ≤ 20%", "The coating does not contain more than 5% VOC.", "met"),
        ("D50 3~8 μm", "4 μm≤D50≤6 μm", "met"),
        ("5 μm≤D50≤8 μm", "D50为3 μm", "missed"),
        ("处理能力≥20 t/h", "每小时处理能力30吨", "met"),
        ("流量不低于每分钟30升", "流量达45 L/min", "met"),
        ("分辨率优于1 μm", "分辨率为0.5 μm", "met"),
        ("全流程检测时长不超过1.5小时", "45分钟内出结果", "met"),
        ("铅≤0.5 mg/kg", "砷、铅、镉均低于0.1 mg/kg", "met"),
        ("碳排放强度≤500 gCO2/kWh", "碳排放强度为450 gCO2/MJ", "missed"),
        ("能耗≤0.5 kWh/kg", "能耗0.4度/公斤", "met"),
        ("抗拉强度≥1234.5 MPa", "抗拉强度1,300.5 MPa", "met"),
        ("误码率≤1e-6", "误码率10-7", "met"),
        ("砷含量≤5 ppm", "砷含量为2 mg/kg", "met"),
        ("产能≥5万吨/年", "产能60 kt/a", "met"),
        ("纯度≥99.99%", "纯度达到5N", "met"),
        ("精度不差于0.5 mm", "精度0.8 mm", "missed"),
    ],
)
def test_an_offer_is_read_by_the_same_kinds(need: str, offer: str, verdict: str) -> None:
    assert _verdict(need, offer) == verdict
