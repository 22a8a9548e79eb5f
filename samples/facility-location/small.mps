NAME cflp-25x50-1
ROWS
 N cost
 E served_0
 E served_1
 E served_2
 E served_3
 E served_4
 E served_5
 E served_6
 E served_7
 E served_8
 E served_9
 E served_10
 E served_11
 E served_12
 E served_13
 E served_14
 E served_15
 E served_16
 E served_17
 E served_18
 E served_19
 E served_20
 E served_21
 E served_22
 E served_23
 E served_24
 E served_25
 E served_26
 E served_27
 E served_28
 E served_29
 E served_30
 E served_31
 E served_32
 E served_33
 E served_34
 E served_35
 E served_36
 E served_37
 E served_38
 E served_39
 E served_40
 E served_41
 E served_42
 E served_43
 E served_44
 E served_45
 E served_46
 E served_47
 E served_48
 E served_49
 L capacity_0
 L strong_0_0
 L strong_0_1
 L strong_0_2
 L strong_0_3
 L strong_0_4
 L strong_0_5
 L strong_0_6
 L strong_0_7
 L strong_0_8
 L strong_0_9
 L strong_0_10
 L strong_0_11
 L strong_0_12
 L strong_0_13
 L strong_0_14
 L strong_0_15
 L strong_0_16
 L strong_0_17
 L strong_0_18
 L strong_0_19
 L strong_0_20
 L strong_0_21
 L strong_0_22
 L strong_0_23
 L strong_0_24
 L strong_0_25
 L strong_0_26
 L strong_0_27
 L strong_0_28
 L strong_0_29
 L strong_0_30
 L strong_0_31
 L strong_0_32
 L strong_0_33
 L strong_0_34
 L strong_0_35
 L strong_0_36
 L strong_0_37
 L strong_0_38
 L strong_0_39
 L strong_0_40
 L strong_0_41
 L strong_0_42
 L strong_0_43
 L strong_0_44
 L strong_0_45
 L strong_0_46
 L strong_0_47
 L strong_0_48
 L strong_0_49
 L capacity_1
 L strong_1_0
 L strong_1_1
 L strong_1_2
 L strong_1_3
 L strong_1_4
 L strong_1_5
 L strong_1_6
 L strong_1_7
 L strong_1_8
 L strong_1_9
 L strong_1_10
 L strong_1_11
 L strong_1_12
 L strong_1_13
 L strong_1_14
 L strong_1_15
 L strong_1_16
 L strong_1_17
 L strong_1_18
 L strong_1_19
 L strong_1_20
 L strong_1_21
 L strong_1_22
 L strong_1_23
 L strong_1_24
 L strong_1_25
 L strong_1_26
 L strong_1_27
 L strong_1_28
 L strong_1_29
 L strong_1_30
 L strong_1_31
 L strong_1_32
 L strong_1_33
 L strong_1_34
 L strong_1_35
 L strong_1_36
 L strong_1_37
 L strong_1_38
 L strong_1_39
 L strong_1_40
 L strong_1_41
 L strong_1_42
 L strong_1_43
 L strong_1_44
 L strong_1_45
 L strong_1_46
 L strong_1_47
 L strong_1_48
 L strong_1_49
 L capacity_2
 L strong_2_0
 L strong_2_1
 L strong_2_2
 L strong_2_3
 L strong_2_4
 L strong_2_5
 L strong_2_6
 L strong_2_7
 L strong_2_8
 L strong_2_9
 L strong_2_10
 L strong_2_11
 L strong_2_12
 L strong_2_13
 L strong_2_14
 L strong_2_15
 L strong_2_16
 L strong_2_17
 L strong_2_18
 L strong_2_19
 L strong_2_20
 L strong_2_21
 L strong_2_22
 L strong_2_23
 L strong_2_24
 L strong_2_25
 L strong_2_26
 L strong_2_27
 L strong_2_28
 L strong_2_29
 L strong_2_30
 L strong_2_31
 L strong_2_32
 L strong_2_33
 L strong_2_34
 L strong_2_35
 L strong_2_36
 L strong_2_37
 L strong_2_38
 L strong_2_39
 L strong_2_40
 L strong_2_41
 L strong_2_42
 L strong_2_43
 L strong_2_44
 L strong_2_45
 L strong_2_46
 L strong_2_47
 L strong_2_48
 L strong_2_49
 L capacity_3
 L strong_3_0
 L strong_3_1
 L strong_3_2
 L strong_3_3
 L strong_3_4
 L strong_3_5
 L strong_3_6
 L strong_3_7
 L strong_3_8
 L strong_3_9
 L strong_3_10
 L strong_3_11
 L strong_3_12
 L strong_3_13
 L strong_3_14
 L strong_3_15
 L strong_3_16
 L strong_3_17
 L strong_3_18
 L strong_3_19
 L strong_3_20
 L strong_3_21
 L strong_3_22
 L strong_3_23
 L strong_3_24
 L strong_3_25
 L strong_3_26
 L strong_3_27
 L strong_3_28
 L strong_3_29
 L strong_3_30
 L strong_3_31
 L strong_3_32
 L strong_3_33
 L strong_3_34
 L strong_3_35
 L strong_3_36
 L strong_3_37
 L strong_3_38
 L strong_3_39
 L strong_3_40
 L strong_3_41
 L strong_3_42
 L strong_3_43
 L strong_3_44
 L strong_3_45
 L strong_3_46
 L strong_3_47
 L strong_3_48
 L strong_3_49
 L capacity_4
 L strong_4_0
 L strong_4_1
 L strong_4_2
 L strong_4_3
 L strong_4_4
 L strong_4_5
 L strong_4_6
 L strong_4_7
 L strong_4_8
 L strong_4_9
 L strong_4_10
 L strong_4_11
 L strong_4_12
 L strong_4_13
 L strong_4_14
 L strong_4_15
 L strong_4_16
 L strong_4_17
 L strong_4_18
 L strong_4_19
 L strong_4_20
 L strong_4_21
 L strong_4_22
 L strong_4_23
 L strong_4_24
 L strong_4_25
 L strong_4_26
 L strong_4_27
 L strong_4_28
 L strong_4_29
 L strong_4_30
 L strong_4_31
 L strong_4_32
 L strong_4_33
 L strong_4_34
 L strong_4_35
 L strong_4_36
 L strong_4_37
 L strong_4_38
 L strong_4_39
 L strong_4_40
 L strong_4_41
 L strong_4_42
 L strong_4_43
 L strong_4_44
 L strong_4_45
 L strong_4_46
 L strong_4_47
 L strong_4_48
 L strong_4_49
 L capacity_5
 L strong_5_0
 L strong_5_1
 L strong_5_2
 L strong_5_3
 L strong_5_4
 L strong_5_5
 L strong_5_6
 L strong_5_7
 L strong_5_8
 L strong_5_9
 L strong_5_10
 L strong_5_11
 L strong_5_12
 L strong_5_13
 L strong_5_14
 L strong_5_15
 L strong_5_16
 L strong_5_17
 L strong_5_18
 L strong_5_19
 L strong_5_20
 L strong_5_21
 L strong_5_22
 L strong_5_23
 L strong_5_24
 L strong_5_25
 L strong_5_26
 L strong_5_27
 L strong_5_28
 L strong_5_29
 L strong_5_30
 L strong_5_31
 L strong_5_32
 L strong_5_33
 L strong_5_34
 L strong_5_35
 L strong_5_36
 L strong_5_37
 L strong_5_38
 L strong_5_39
 L strong_5_40
 L strong_5_41
 L strong_5_42
 L strong_5_43
 L strong_5_44
 L strong_5_45
 L strong_5_46
 L strong_5_47
 L strong_5_48
 L strong_5_49
 L capacity_6
 L strong_6_0
 L strong_6_1
 L strong_6_2
 L strong_6_3
 L strong_6_4
 L strong_6_5
 L strong_6_6
 L strong_6_7
 L strong_6_8
 L strong_6_9
 L strong_6_10
 L strong_6_11
 L strong_6_12
 L strong_6_13
 L strong_6_14
 L strong_6_15
 L strong_6_16
 L strong_6_17
 L strong_6_18
 L strong_6_19
 L strong_6_20
 L strong_6_21
 L strong_6_22
 L strong_6_23
 L strong_6_24
 L strong_6_25
 L strong_6_26
 L strong_6_27
 L strong_6_28
 L strong_6_29
 L strong_6_30
 L strong_6_31
 L strong_6_32
 L strong_6_33
 L strong_6_34
 L strong_6_35
 L strong_6_36
 L strong_6_37
 L strong_6_38
 L strong_6_39
 L strong_6_40
 L strong_6_41
 L strong_6_42
 L strong_6_43
 L strong_6_44
 L strong_6_45
 L strong_6_46
 L strong_6_47
 L strong_6_48
 L strong_6_49
 L capacity_7
 L strong_7_0
 L strong_7_1
 L strong_7_2
 L strong_7_3
 L strong_7_4
 L strong_7_5
 L strong_7_6
 L strong_7_7
 L strong_7_8
 L strong_7_9
 L strong_7_10
 L strong_7_11
 L strong_7_12
 L strong_7_13
 L strong_7_14
 L strong_7_15
 L strong_7_16
 L strong_7_17
 L strong_7_18
 L strong_7_19
 L strong_7_20
 L strong_7_21
 L strong_7_22
 L strong_7_23
 L strong_7_24
 L strong_7_25
 L strong_7_26
 L strong_7_27
 L strong_7_28
 L strong_7_29
 L strong_7_30
 L strong_7_31
 L strong_7_32
 L strong_7_33
 L strong_7_34
 L strong_7_35
 L strong_7_36
 L strong_7_37
 L strong_7_38
 L strong_7_39
 L strong_7_40
 L strong_7_41
 L strong_7_42
 L strong_7_43
 L strong_7_44
 L strong_7_45
 L strong_7_46
 L strong_7_47
 L strong_7_48
 L strong_7_49
 L capacity_8
 L strong_8_0
 L strong_8_1
 L strong_8_2
 L strong_8_3
 L strong_8_4
 L strong_8_5
 L strong_8_6
 L strong_8_7
 L strong_8_8
 L strong_8_9
 L strong_8_10
 L strong_8_11
 L strong_8_12
 L strong_8_13
 L strong_8_14
 L strong_8_15
 L strong_8_16
 L strong_8_17
 L strong_8_18
 L strong_8_19
 L strong_8_20
 L strong_8_21
 L strong_8_22
 L strong_8_23
 L strong_8_24
 L strong_8_25
 L strong_8_26
 L strong_8_27
 L strong_8_28
 L strong_8_29
 L strong_8_30
 L strong_8_31
 L strong_8_32
 L strong_8_33
 L strong_8_34
 L strong_8_35
 L strong_8_36
 L strong_8_37
 L strong_8_38
 L strong_8_39
 L strong_8_40
 L strong_8_41
 L strong_8_42
 L strong_8_43
 L strong_8_44
 L strong_8_45
 L strong_8_46
 L strong_8_47
 L strong_8_48
 L strong_8_49
 L capacity_9
 L strong_9_0
 L strong_9_1
 L strong_9_2
 L strong_9_3
 L strong_9_4
 L strong_9_5
 L strong_9_6
 L strong_9_7
 L strong_9_8
 L strong_9_9
 L strong_9_10
 L strong_9_11
 L strong_9_12
 L strong_9_13
 L strong_9_14
 L strong_9_15
 L strong_9_16
 L strong_9_17
 L strong_9_18
 L strong_9_19
 L strong_9_20
 L strong_9_21
 L strong_9_22
 L strong_9_23
 L strong_9_24
 L strong_9_25
 L strong_9_26
 L strong_9_27
 L strong_9_28
 L strong_9_29
 L strong_9_30
 L strong_9_31
 L strong_9_32
 L strong_9_33
 L strong_9_34
 L strong_9_35
 L strong_9_36
 L strong_9_37
 L strong_9_38
 L strong_9_39
 L strong_9_40
 L strong_9_41
 L strong_9_42
 L strong_9_43
 L strong_9_44
 L strong_9_45
 L strong_9_46
 L strong_9_47
 L strong_9_48
 L strong_9_49
 L capacity_10
 L strong_10_0
 L strong_10_1
 L strong_10_2
 L strong_10_3
 L strong_10_4
 L strong_10_5
 L strong_10_6
 L strong_10_7
 L strong_10_8
 L strong_10_9
 L strong_10_10
 L strong_10_11
 L strong_10_12
 L strong_10_13
 L strong_10_14
 L strong_10_15
 L strong_10_16
 L strong_10_17
 L strong_10_18
 L strong_10_19
 L strong_10_20
 L strong_10_21
 L strong_10_22
 L strong_10_23
 L strong_10_24
 L strong_10_25
 L strong_10_26
 L strong_10_27
 L strong_10_28
 L strong_10_29
 L strong_10_30
 L strong_10_31
 L strong_10_32
 L strong_10_33
 L strong_10_34
 L strong_10_35
 L strong_10_36
 L strong_10_37
 L strong_10_38
 L strong_10_39
 L strong_10_40
 L strong_10_41
 L strong_10_42
 L strong_10_43
 L strong_10_44
 L strong_10_45
 L strong_10_46
 L strong_10_47
 L strong_10_48
 L strong_10_49
 L capacity_11
 L strong_11_0
 L strong_11_1
 L strong_11_2
 L strong_11_3
 L strong_11_4
 L strong_11_5
 L strong_11_6
 L strong_11_7
 L strong_11_8
 L strong_11_9
 L strong_11_10
 L strong_11_11
 L strong_11_12
 L strong_11_13
 L strong_11_14
 L strong_11_15
 L strong_11_16
 L strong_11_17
 L strong_11_18
 L strong_11_19
 L strong_11_20
 L strong_11_21
 L strong_11_22
 L strong_11_23
 L strong_11_24
 L strong_11_25
 L strong_11_26
 L strong_11_27
 L strong_11_28
 L strong_11_29
 L strong_11_30
 L strong_11_31
 L strong_11_32
 L strong_11_33
 L strong_11_34
 L strong_11_35
 L strong_11_36
 L strong_11_37
 L strong_11_38
 L strong_11_39
 L strong_11_40
 L strong_11_41
 L strong_11_42
 L strong_11_43
 L strong_11_44
 L strong_11_45
 L strong_11_46
 L strong_11_47
 L strong_11_48
 L strong_11_49
 L capacity_12
 L strong_12_0
 L strong_12_1
 L strong_12_2
 L strong_12_3
 L strong_12_4
 L strong_12_5
 L strong_12_6
 L strong_12_7
 L strong_12_8
 L strong_12_9
 L strong_12_10
 L strong_12_11
 L strong_12_12
 L strong_12_13
 L strong_12_14
 L strong_12_15
 L strong_12_16
 L strong_12_17
 L strong_12_18
 L strong_12_19
 L strong_12_20
 L strong_12_21
 L strong_12_22
 L strong_12_23
 L strong_12_24
 L strong_12_25
 L strong_12_26
 L strong_12_27
 L strong_12_28
 L strong_12_29
 L strong_12_30
 L strong_12_31
 L strong_12_32
 L strong_12_33
 L strong_12_34
 L strong_12_35
 L strong_12_36
 L strong_12_37
 L strong_12_38
 L strong_12_39
 L strong_12_40
 L strong_12_41
 L strong_12_42
 L strong_12_43
 L strong_12_44
 L strong_12_45
 L strong_12_46
 L strong_12_47
 L strong_12_48
 L strong_12_49
 L capacity_13
 L strong_13_0
 L strong_13_1
 L strong_13_2
 L strong_13_3
 L strong_13_4
 L strong_13_5
 L strong_13_6
 L strong_13_7
 L strong_13_8
 L strong_13_9
 L strong_13_10
 L strong_13_11
 L strong_13_12
 L strong_13_13
 L strong_13_14
 L strong_13_15
 L strong_13_16
 L strong_13_17
 L strong_13_18
 L strong_13_19
 L strong_13_20
 L strong_13_21
 L strong_13_22
 L strong_13_23
 L strong_13_24
 L strong_13_25
 L strong_13_26
 L strong_13_27
 L strong_13_28
 L strong_13_29
 L strong_13_30
 L strong_13_31
 L strong_13_32
 L strong_13_33
 L strong_13_34
 L strong_13_35
 L strong_13_36
 L strong_13_37
 L strong_13_38
 L strong_13_39
 L strong_13_40
 L strong_13_41
 L strong_13_42
 L strong_13_43
 L strong_13_44
 L strong_13_45
 L strong_13_46
 L strong_13_47
 L strong_13_48
 L strong_13_49
 L capacity_14
 L strong_14_0
 L strong_14_1
 L strong_14_2
 L strong_14_3
 L strong_14_4
 L strong_14_5
 L strong_14_6
 L strong_14_7
 L strong_14_8
 L strong_14_9
 L strong_14_10
 L strong_14_11
 L strong_14_12
 L strong_14_13
 L strong_14_14
 L strong_14_15
 L strong_14_16
 L strong_14_17
 L strong_14_18
 L strong_14_19
 L strong_14_20
 L strong_14_21
 L strong_14_22
 L strong_14_23
 L strong_14_24
 L strong_14_25
 L strong_14_26
 L strong_14_27
 L strong_14_28
 L strong_14_29
 L strong_14_30
 L strong_14_31
 L strong_14_32
 L strong_14_33
 L strong_14_34
 L strong_14_35
 L strong_14_36
 L strong_14_37
 L strong_14_38
 L strong_14_39
 L strong_14_40
 L strong_14_41
 L strong_14_42
 L strong_14_43
 L strong_14_44
 L strong_14_45
 L strong_14_46
 L strong_14_47
 L strong_14_48
 L strong_14_49
 L capacity_15
 L strong_15_0
 L strong_15_1
 L strong_15_2
 L strong_15_3
 L strong_15_4
 L strong_15_5
 L strong_15_6
 L strong_15_7
 L strong_15_8
 L strong_15_9
 L strong_15_10
 L strong_15_11
 L strong_15_12
 L strong_15_13
 L strong_15_14
 L strong_15_15
 L strong_15_16
 L strong_15_17
 L strong_15_18
 L strong_15_19
 L strong_15_20
 L strong_15_21
 L strong_15_22
 L strong_15_23
 L strong_15_24
 L strong_15_25
 L strong_15_26
 L strong_15_27
 L strong_15_28
 L strong_15_29
 L strong_15_30
 L strong_15_31
 L strong_15_32
 L strong_15_33
 L strong_15_34
 L strong_15_35
 L strong_15_36
 L strong_15_37
 L strong_15_38
 L strong_15_39
 L strong_15_40
 L strong_15_41
 L strong_15_42
 L strong_15_43
 L strong_15_44
 L strong_15_45
 L strong_15_46
 L strong_15_47
 L strong_15_48
 L strong_15_49
 L capacity_16
 L strong_16_0
 L strong_16_1
 L strong_16_2
 L strong_16_3
 L strong_16_4
 L strong_16_5
 L strong_16_6
 L strong_16_7
 L strong_16_8
 L strong_16_9
 L strong_16_10
 L strong_16_11
 L strong_16_12
 L strong_16_13
 L strong_16_14
 L strong_16_15
 L strong_16_16
 L strong_16_17
 L strong_16_18
 L strong_16_19
 L strong_16_20
 L strong_16_21
 L strong_16_22
 L strong_16_23
 L strong_16_24
 L strong_16_25
 L strong_16_26
 L strong_16_27
 L strong_16_28
 L strong_16_29
 L strong_16_30
 L strong_16_31
 L strong_16_32
 L strong_16_33
 L strong_16_34
 L strong_16_35
 L strong_16_36
 L strong_16_37
 L strong_16_38
 L strong_16_39
 L strong_16_40
 L strong_16_41
 L strong_16_42
 L strong_16_43
 L strong_16_44
 L strong_16_45
 L strong_16_46
 L strong_16_47
 L strong_16_48
 L strong_16_49
 L capacity_17
 L strong_17_0
 L strong_17_1
 L strong_17_2
 L strong_17_3
 L strong_17_4
 L strong_17_5
 L strong_17_6
 L strong_17_7
 L strong_17_8
 L strong_17_9
 L strong_17_10
 L strong_17_11
 L strong_17_12
 L strong_17_13
 L strong_17_14
 L strong_17_15
 L strong_17_16
 L strong_17_17
 L strong_17_18
 L strong_17_19
 L strong_17_20
 L strong_17_21
 L strong_17_22
 L strong_17_23
 L strong_17_24
 L strong_17_25
 L strong_17_26
 L strong_17_27
 L strong_17_28
 L strong_17_29
 L strong_17_30
 L strong_17_31
 L strong_17_32
 L strong_17_33
 L strong_17_34
 L strong_17_35
 L strong_17_36
 L strong_17_37
 L strong_17_38
 L strong_17_39
 L strong_17_40
 L strong_17_41
 L strong_17_42
 L strong_17_43
 L strong_17_44
 L strong_17_45
 L strong_17_46
 L strong_17_47
 L strong_17_48
 L strong_17_49
 L capacity_18
 L strong_18_0
 L strong_18_1
 L strong_18_2
 L strong_18_3
 L strong_18_4
 L strong_18_5
 L strong_18_6
 L strong_18_7
 L strong_18_8
 L strong_18_9
 L strong_18_10
 L strong_18_11
 L strong_18_12
 L strong_18_13
 L strong_18_14
 L strong_18_15
 L strong_18_16
 L strong_18_17
 L strong_18_18
 L strong_18_19
 L strong_18_20
 L strong_18_21
 L strong_18_22
 L strong_18_23
 L strong_18_24
 L strong_18_25
 L strong_18_26
 L strong_18_27
 L strong_18_28
 L strong_18_29
 L strong_18_30
 L strong_18_31
 L strong_18_32
 L strong_18_33
 L strong_18_34
 L strong_18_35
 L strong_18_36
 L strong_18_37
 L strong_18_38
 L strong_18_39
 L strong_18_40
 L strong_18_41
 L strong_18_42
 L strong_18_43
 L strong_18_44
 L strong_18_45
 L strong_18_46
 L strong_18_47
 L strong_18_48
 L strong_18_49
 L capacity_19
 L strong_19_0
 L strong_19_1
 L strong_19_2
 L strong_19_3
 L strong_19_4
 L strong_19_5
 L strong_19_6
 L strong_19_7
 L strong_19_8
 L strong_19_9
 L strong_19_10
 L strong_19_11
 L strong_19_12
 L strong_19_13
 L strong_19_14
 L strong_19_15
 L strong_19_16
 L strong_19_17
 L strong_19_18
 L strong_19_19
 L strong_19_20
 L strong_19_21
 L strong_19_22
 L strong_19_23
 L strong_19_24
 L strong_19_25
 L strong_19_26
 L strong_19_27
 L strong_19_28
 L strong_19_29
 L strong_19_30
 L strong_19_31
 L strong_19_32
 L strong_19_33
 L strong_19_34
 L strong_19_35
 L strong_19_36
 L strong_19_37
 L strong_19_38
 L strong_19_39
 L strong_19_40
 L strong_19_41
 L strong_19_42
 L strong_19_43
 L strong_19_44
 L strong_19_45
 L strong_19_46
 L strong_19_47
 L strong_19_48
 L strong_19_49
 L capacity_20
 L strong_20_0
 L strong_20_1
 L strong_20_2
 L strong_20_3
 L strong_20_4
 L strong_20_5
 L strong_20_6
 L strong_20_7
 L strong_20_8
 L strong_20_9
 L strong_20_10
 L strong_20_11
 L strong_20_12
 L strong_20_13
 L strong_20_14
 L strong_20_15
 L strong_20_16
 L strong_20_17
 L strong_20_18
 L strong_20_19
 L strong_20_20
 L strong_20_21
 L strong_20_22
 L strong_20_23
 L strong_20_24
 L strong_20_25
 L strong_20_26
 L strong_20_27
 L strong_20_28
 L strong_20_29
 L strong_20_30
 L strong_20_31
 L strong_20_32
 L strong_20_33
 L strong_20_34
 L strong_20_35
 L strong_20_36
 L strong_20_37
 L strong_20_38
 L strong_20_39
 L strong_20_40
 L strong_20_41
 L strong_20_42
 L strong_20_43
 L strong_20_44
 L strong_20_45
 L strong_20_46
 L strong_20_47
 L strong_20_48
 L strong_20_49
 L capacity_21
 L strong_21_0
 L strong_21_1
 L strong_21_2
 L strong_21_3
 L strong_21_4
 L strong_21_5
 L strong_21_6
 L strong_21_7
 L strong_21_8
 L strong_21_9
 L strong_21_10
 L strong_21_11
 L strong_21_12
 L strong_21_13
 L strong_21_14
 L strong_21_15
 L strong_21_16
 L strong_21_17
 L strong_21_18
 L strong_21_19
 L strong_21_20
 L strong_21_21
 L strong_21_22
 L strong_21_23
 L strong_21_24
 L strong_21_25
 L strong_21_26
 L strong_21_27
 L strong_21_28
 L strong_21_29
 L strong_21_30
 L strong_21_31
 L strong_21_32
 L strong_21_33
 L strong_21_34
 L strong_21_35
 L strong_21_36
 L strong_21_37
 L strong_21_38
 L strong_21_39
 L strong_21_40
 L strong_21_41
 L strong_21_42
 L strong_21_43
 L strong_21_44
 L strong_21_45
 L strong_21_46
 L strong_21_47
 L strong_21_48
 L strong_21_49
 L capacity_22
 L strong_22_0
 L strong_22_1
 L strong_22_2
 L strong_22_3
 L strong_22_4
 L strong_22_5
 L strong_22_6
 L strong_22_7
 L strong_22_8
 L strong_22_9
 L strong_22_10
 L strong_22_11
 L strong_22_12
 L strong_22_13
 L strong_22_14
 L strong_22_15
 L strong_22_16
 L strong_22_17
 L strong_22_18
 L strong_22_19
 L strong_22_20
 L strong_22_21
 L strong_22_22
 L strong_22_23
 L strong_22_24
 L strong_22_25
 L strong_22_26
 L strong_22_27
 L strong_22_28
 L strong_22_29
 L strong_22_30
 L strong_22_31
 L strong_22_32
 L strong_22_33
 L strong_22_34
 L strong_22_35
 L strong_22_36
 L strong_22_37
 L strong_22_38
 L strong_22_39
 L strong_22_40
 L strong_22_41
 L strong_22_42
 L strong_22_43
 L strong_22_44
 L strong_22_45
 L strong_22_46
 L strong_22_47
 L strong_22_48
 L strong_22_49
 L capacity_23
 L strong_23_0
 L strong_23_1
 L strong_23_2
 L strong_23_3
 L strong_23_4
 L strong_23_5
 L strong_23_6
 L strong_23_7
 L strong_23_8
 L strong_23_9
 L strong_23_10
 L strong_23_11
 L strong_23_12
 L strong_23_13
 L strong_23_14
 L strong_23_15
 L strong_23_16
 L strong_23_17
 L strong_23_18
 L strong_23_19
 L strong_23_20
 L strong_23_21
 L strong_23_22
 L strong_23_23
 L strong_23_24
 L strong_23_25
 L strong_23_26
 L strong_23_27
 L strong_23_28
 L strong_23_29
 L strong_23_30
 L strong_23_31
 L strong_23_32
 L strong_23_33
 L strong_23_34
 L strong_23_35
 L strong_23_36
 L strong_23_37
 L strong_23_38
 L strong_23_39
 L strong_23_40
 L strong_23_41
 L strong_23_42
 L strong_23_43
 L strong_23_44
 L strong_23_45
 L strong_23_46
 L strong_23_47
 L strong_23_48
 L strong_23_49
 L capacity_24
 L strong_24_0
 L strong_24_1
 L strong_24_2
 L strong_24_3
 L strong_24_4
 L strong_24_5
 L strong_24_6
 L strong_24_7
 L strong_24_8
 L strong_24_9
 L strong_24_10
 L strong_24_11
 L strong_24_12
 L strong_24_13
 L strong_24_14
 L strong_24_15
 L strong_24_16
 L strong_24_17
 L strong_24_18
 L strong_24_19
 L strong_24_20
 L strong_24_21
 L strong_24_22
 L strong_24_23
 L strong_24_24
 L strong_24_25
 L strong_24_26
 L strong_24_27
 L strong_24_28
 L strong_24_29
 L strong_24_30
 L strong_24_31
 L strong_24_32
 L strong_24_33
 L strong_24_34
 L strong_24_35
 L strong_24_36
 L strong_24_37
 L strong_24_38
 L strong_24_39
 L strong_24_40
 L strong_24_41
 L strong_24_42
 L strong_24_43
 L strong_24_44
 L strong_24_45
 L strong_24_46
 L strong_24_47
 L strong_24_48
 L strong_24_49
 G enough
COLUMNS
 M0 'MARKER' 'INTORG'
 open_0 cost 1331
 open_0 capacity_0 -360
 open_0 strong_0_0 -1
 open_0 strong_0_1 -1
 open_0 strong_0_2 -1
 open_0 strong_0_3 -1
 open_0 strong_0_4 -1
 open_0 strong_0_5 -1
 open_0 strong_0_6 -1
 open_0 strong_0_7 -1
 open_0 strong_0_8 -1
 open_0 strong_0_9 -1
 open_0 strong_0_10 -1
 open_0 strong_0_11 -1
 open_0 strong_0_12 -1
 open_0 strong_0_13 -1
 open_0 strong_0_14 -1
 open_0 strong_0_15 -1
 open_0 strong_0_16 -1
 open_0 strong_0_17 -1
 open_0 strong_0_18 -1
 open_0 strong_0_19 -1
 open_0 strong_0_20 -1
 open_0 strong_0_21 -1
 open_0 strong_0_22 -1
 open_0 strong_0_23 -1
 open_0 strong_0_24 -1
 open_0 strong_0_25 -1
 open_0 strong_0_26 -1
 open_0 strong_0_27 -1
 open_0 strong_0_28 -1
 open_0 strong_0_29 -1
 open_0 strong_0_30 -1
 open_0 strong_0_31 -1
 open_0 strong_0_32 -1
 open_0 strong_0_33 -1
 open_0 strong_0_34 -1
 open_0 strong_0_35 -1
 open_0 strong_0_36 -1
 open_0 strong_0_37 -1
 open_0 strong_0_38 -1
 open_0 strong_0_39 -1
 open_0 strong_0_40 -1
 open_0 strong_0_41 -1
 open_0 strong_0_42 -1
 open_0 strong_0_43 -1
 open_0 strong_0_44 -1
 open_0 strong_0_45 -1
 open_0 strong_0_46 -1
 open_0 strong_0_47 -1
 open_0 strong_0_48 -1
 open_0 strong_0_49 -1
 open_0 enough 360
 open_1 cost 631
 open_1 capacity_1 -67
 open_1 strong_1_0 -1
 open_1 strong_1_1 -1
 open_1 strong_1_2 -1
 open_1 strong_1_3 -1
 open_1 strong_1_4 -1
 open_1 strong_1_5 -1
 open_1 strong_1_6 -1
 open_1 strong_1_7 -1
 open_1 strong_1_8 -1
 open_1 strong_1_9 -1
 open_1 strong_1_10 -1
 open_1 strong_1_11 -1
 open_1 strong_1_12 -1
 open_1 strong_1_13 -1
 open_1 strong_1_14 -1
 open_1 strong_1_15 -1
 open_1 strong_1_16 -1
 open_1 strong_1_17 -1
 open_1 strong_1_18 -1
 open_1 strong_1_19 -1
 open_1 strong_1_20 -1
 open_1 strong_1_21 -1
 open_1 strong_1_22 -1
 open_1 strong_1_23 -1
 open_1 strong_1_24 -1
 open_1 strong_1_25 -1
 open_1 strong_1_26 -1
 open_1 strong_1_27 -1
 open_1 strong_1_28 -1
 open_1 strong_1_29 -1
 open_1 strong_1_30 -1
 open_1 strong_1_31 -1
 open_1 strong_1_32 -1
 open_1 strong_1_33 -1
 open_1 strong_1_34 -1
 open_1 strong_1_35 -1
 open_1 strong_1_36 -1
 open_1 strong_1_37 -1
 open_1 strong_1_38 -1
 open_1 strong_1_39 -1
 open_1 strong_1_40 -1
 open_1 strong_1_41 -1
 open_1 strong_1_42 -1
 open_1 strong_1_43 -1
 open_1 strong_1_44 -1
 open_1 strong_1_45 -1
 open_1 strong_1_46 -1
 open_1 strong_1_47 -1
 open_1 strong_1_48 -1
 open_1 strong_1_49 -1
 open_1 enough 67
 open_2 cost 911
 open_2 capacity_2 -179
 open_2 strong_2_0 -1
 open_2 strong_2_1 -1
 open_2 strong_2_2 -1
 open_2 strong_2_3 -1
 open_2 strong_2_4 -1
 open_2 strong_2_5 -1
 open_2 strong_2_6 -1
 open_2 strong_2_7 -1
 open_2 strong_2_8 -1
 open_2 strong_2_9 -1
 open_2 strong_2_10 -1
 open_2 strong_2_11 -1
 open_2 strong_2_12 -1
 open_2 strong_2_13 -1
 open_2 strong_2_14 -1
 open_2 strong_2_15 -1
 open_2 strong_2_16 -1
 open_2 strong_2_17 -1
 open_2 strong_2_18 -1
 open_2 strong_2_19 -1
 open_2 strong_2_20 -1
 open_2 strong_2_21 -1
 open_2 strong_2_22 -1
 open_2 strong_2_23 -1
 open_2 strong_2_24 -1
 open_2 strong_2_25 -1
 open_2 strong_2_26 -1
 open_2 strong_2_27 -1
 open_2 strong_2_28 -1
 open_2 strong_2_29 -1
 open_2 strong_2_30 -1
 open_2 strong_2_31 -1
 open_2 strong_2_32 -1
 open_2 strong_2_33 -1
 open_2 strong_2_34 -1
 open_2 strong_2_35 -1
 open_2 strong_2_36 -1
 open_2 strong_2_37 -1
 open_2 strong_2_38 -1
 open_2 strong_2_39 -1
 open_2 strong_2_40 -1
 open_2 strong_2_41 -1
 open_2 strong_2_42 -1
 open_2 strong_2_43 -1
 open_2 strong_2_44 -1
 open_2 strong_2_45 -1
 open_2 strong_2_46 -1
 open_2 strong_2_47 -1
 open_2 strong_2_48 -1
 open_2 strong_2_49 -1
 open_2 enough 179
 open_3 cost 1100
 open_3 capacity_3 -261
 open_3 strong_3_0 -1
 open_3 strong_3_1 -1
 open_3 strong_3_2 -1
 open_3 strong_3_3 -1
 open_3 strong_3_4 -1
 open_3 strong_3_5 -1
 open_3 strong_3_6 -1
 open_3 strong_3_7 -1
 open_3 strong_3_8 -1
 open_3 strong_3_9 -1
 open_3 strong_3_10 -1
 open_3 strong_3_11 -1
 open_3 strong_3_12 -1
 open_3 strong_3_13 -1
 open_3 strong_3_14 -1
 open_3 strong_3_15 -1
 open_3 strong_3_16 -1
 open_3 strong_3_17 -1
 open_3 strong_3_18 -1
 open_3 strong_3_19 -1
 open_3 strong_3_20 -1
 open_3 strong_3_21 -1
 open_3 strong_3_22 -1
 open_3 strong_3_23 -1
 open_3 strong_3_24 -1
 open_3 strong_3_25 -1
 open_3 strong_3_26 -1
 open_3 strong_3_27 -1
 open_3 strong_3_28 -1
 open_3 strong_3_29 -1
 open_3 strong_3_30 -1
 open_3 strong_3_31 -1
 open_3 strong_3_32 -1
 open_3 strong_3_33 -1
 open_3 strong_3_34 -1
 open_3 strong_3_35 -1
 open_3 strong_3_36 -1
 open_3 strong_3_37 -1
 open_3 strong_3_38 -1
 open_3 strong_3_39 -1
 open_3 strong_3_40 -1
 open_3 strong_3_41 -1
 open_3 strong_3_42 -1
 open_3 strong_3_43 -1
 open_3 strong_3_44 -1
 open_3 strong_3_45 -1
 open_3 strong_3_46 -1
 open_3 strong_3_47 -1
 open_3 strong_3_48 -1
 open_3 strong_3_49 -1
 open_3 enough 261
 open_4 cost 1070
 open_4 capacity_4 -230
 open_4 strong_4_0 -1
 open_4 strong_4_1 -1
 open_4 strong_4_2 -1
 open_4 strong_4_3 -1
 open_4 strong_4_4 -1
 open_4 strong_4_5 -1
 open_4 strong_4_6 -1
 open_4 strong_4_7 -1
 open_4 strong_4_8 -1
 open_4 strong_4_9 -1
 open_4 strong_4_10 -1
 open_4 strong_4_11 -1
 open_4 strong_4_12 -1
 open_4 strong_4_13 -1
 open_4 strong_4_14 -1
 open_4 strong_4_15 -1
 open_4 strong_4_16 -1
 open_4 strong_4_17 -1
 open_4 strong_4_18 -1
 open_4 strong_4_19 -1
 open_4 strong_4_20 -1
 open_4 strong_4_21 -1
 open_4 strong_4_22 -1
 open_4 strong_4_23 -1
 open_4 strong_4_24 -1
 open_4 strong_4_25 -1
 open_4 strong_4_26 -1
 open_4 strong_4_27 -1
 open_4 strong_4_28 -1
 open_4 strong_4_29 -1
 open_4 strong_4_30 -1
 open_4 strong_4_31 -1
 open_4 strong_4_32 -1
 open_4 strong_4_33 -1
 open_4 strong_4_34 -1
 open_4 strong_4_35 -1
 open_4 strong_4_36 -1
 open_4 strong_4_37 -1
 open_4 strong_4_38 -1
 open_4 strong_4_39 -1
 open_4 strong_4_40 -1
 open_4 strong_4_41 -1
 open_4 strong_4_42 -1
 open_4 strong_4_43 -1
 open_4 strong_4_44 -1
 open_4 strong_4_45 -1
 open_4 strong_4_46 -1
 open_4 strong_4_47 -1
 open_4 strong_4_48 -1
 open_4 strong_4_49 -1
 open_4 enough 230
 open_5 cost 905
 open_5 capacity_5 -176
 open_5 strong_5_0 -1
 open_5 strong_5_1 -1
 open_5 strong_5_2 -1
 open_5 strong_5_3 -1
 open_5 strong_5_4 -1
 open_5 strong_5_5 -1
 open_5 strong_5_6 -1
 open_5 strong_5_7 -1
 open_5 strong_5_8 -1
 open_5 strong_5_9 -1
 open_5 strong_5_10 -1
 open_5 strong_5_11 -1
 open_5 strong_5_12 -1
 open_5 strong_5_13 -1
 open_5 strong_5_14 -1
 open_5 strong_5_15 -1
 open_5 strong_5_16 -1
 open_5 strong_5_17 -1
 open_5 strong_5_18 -1
 open_5 strong_5_19 -1
 open_5 strong_5_20 -1
 open_5 strong_5_21 -1
 open_5 strong_5_22 -1
 open_5 strong_5_23 -1
 open_5 strong_5_24 -1
 open_5 strong_5_25 -1
 open_5 strong_5_26 -1
 open_5 strong_5_27 -1
 open_5 strong_5_28 -1
 open_5 strong_5_29 -1
 open_5 strong_5_30 -1
 open_5 strong_5_31 -1
 open_5 strong_5_32 -1
 open_5 strong_5_33 -1
 open_5 strong_5_34 -1
 open_5 strong_5_35 -1
 open_5 strong_5_36 -1
 open_5 strong_5_37 -1
 open_5 strong_5_38 -1
 open_5 strong_5_39 -1
 open_5 strong_5_40 -1
 open_5 strong_5_41 -1
 open_5 strong_5_42 -1
 open_5 strong_5_43 -1
 open_5 strong_5_44 -1
 open_5 strong_5_45 -1
 open_5 strong_5_46 -1
 open_5 strong_5_47 -1
 open_5 strong_5_48 -1
 open_5 strong_5_49 -1
 open_5 enough 176
 open_6 cost 1101
 open_6 capacity_6 -303
 open_6 strong_6_0 -1
 open_6 strong_6_1 -1
 open_6 strong_6_2 -1
 open_6 strong_6_3 -1
 open_6 strong_6_4 -1
 open_6 strong_6_5 -1
 open_6 strong_6_6 -1
 open_6 strong_6_7 -1
 open_6 strong_6_8 -1
 open_6 strong_6_9 -1
 open_6 strong_6_10 -1
 open_6 strong_6_11 -1
 open_6 strong_6_12 -1
 open_6 strong_6_13 -1
 open_6 strong_6_14 -1
 open_6 strong_6_15 -1
 open_6 strong_6_16 -1
 open_6 strong_6_17 -1
 open_6 strong_6_18 -1
 open_6 strong_6_19 -1
 open_6 strong_6_20 -1
 open_6 strong_6_21 -1
 open_6 strong_6_22 -1
 open_6 strong_6_23 -1
 open_6 strong_6_24 -1
 open_6 strong_6_25 -1
 open_6 strong_6_26 -1
 open_6 strong_6_27 -1
 open_6 strong_6_28 -1
 open_6 strong_6_29 -1
 open_6 strong_6_30 -1
 open_6 strong_6_31 -1
 open_6 strong_6_32 -1
 open_6 strong_6_33 -1
 open_6 strong_6_34 -1
 open_6 strong_6_35 -1
 open_6 strong_6_36 -1
 open_6 strong_6_37 -1
 open_6 strong_6_38 -1
 open_6 strong_6_39 -1
 open_6 strong_6_40 -1
 open_6 strong_6_41 -1
 open_6 strong_6_42 -1
 open_6 strong_6_43 -1
 open_6 strong_6_44 -1
 open_6 strong_6_45 -1
 open_6 strong_6_46 -1
 open_6 strong_6_47 -1
 open_6 strong_6_48 -1
 open_6 strong_6_49 -1
 open_6 enough 303
 open_7 cost 619
 open_7 capacity_7 -78
 open_7 strong_7_0 -1
 open_7 strong_7_1 -1
 open_7 strong_7_2 -1
 open_7 strong_7_3 -1
 open_7 strong_7_4 -1
 open_7 strong_7_5 -1
 open_7 strong_7_6 -1
 open_7 strong_7_7 -1
 open_7 strong_7_8 -1
 open_7 strong_7_9 -1
 open_7 strong_7_10 -1
 open_7 strong_7_11 -1
 open_7 strong_7_12 -1
 open_7 strong_7_13 -1
 open_7 strong_7_14 -1
 open_7 strong_7_15 -1
 open_7 strong_7_16 -1
 open_7 strong_7_17 -1
 open_7 strong_7_18 -1
 open_7 strong_7_19 -1
 open_7 strong_7_20 -1
 open_7 strong_7_21 -1
 open_7 strong_7_22 -1
 open_7 strong_7_23 -1
 open_7 strong_7_24 -1
 open_7 strong_7_25 -1
 open_7 strong_7_26 -1
 open_7 strong_7_27 -1
 open_7 strong_7_28 -1
 open_7 strong_7_29 -1
 open_7 strong_7_30 -1
 open_7 strong_7_31 -1
 open_7 strong_7_32 -1
 open_7 strong_7_33 -1
 open_7 strong_7_34 -1
 open_7 strong_7_35 -1
 open_7 strong_7_36 -1
 open_7 strong_7_37 -1
 open_7 strong_7_38 -1
 open_7 strong_7_39 -1
 open_7 strong_7_40 -1
 open_7 strong_7_41 -1
 open_7 strong_7_42 -1
 open_7 strong_7_43 -1
 open_7 strong_7_44 -1
 open_7 strong_7_45 -1
 open_7 strong_7_46 -1
 open_7 strong_7_47 -1
 open_7 strong_7_48 -1
 open_7 strong_7_49 -1
 open_7 enough 78
 open_8 cost 768
 open_8 capacity_8 -135
 open_8 strong_8_0 -1
 open_8 strong_8_1 -1
 open_8 strong_8_2 -1
 open_8 strong_8_3 -1
 open_8 strong_8_4 -1
 open_8 strong_8_5 -1
 open_8 strong_8_6 -1
 open_8 strong_8_7 -1
 open_8 strong_8_8 -1
 open_8 strong_8_9 -1
 open_8 strong_8_10 -1
 open_8 strong_8_11 -1
 open_8 strong_8_12 -1
 open_8 strong_8_13 -1
 open_8 strong_8_14 -1
 open_8 strong_8_15 -1
 open_8 strong_8_16 -1
 open_8 strong_8_17 -1
 open_8 strong_8_18 -1
 open_8 strong_8_19 -1
 open_8 strong_8_20 -1
 open_8 strong_8_21 -1
 open_8 strong_8_22 -1
 open_8 strong_8_23 -1
 open_8 strong_8_24 -1
 open_8 strong_8_25 -1
 open_8 strong_8_26 -1
 open_8 strong_8_27 -1
 open_8 strong_8_28 -1
 open_8 strong_8_29 -1
 open_8 strong_8_30 -1
 open_8 strong_8_31 -1
 open_8 strong_8_32 -1
 open_8 strong_8_33 -1
 open_8 strong_8_34 -1
 open_8 strong_8_35 -1
 open_8 strong_8_36 -1
 open_8 strong_8_37 -1
 open_8 strong_8_38 -1
 open_8 strong_8_39 -1
 open_8 strong_8_40 -1
 open_8 strong_8_41 -1
 open_8 strong_8_42 -1
 open_8 strong_8_43 -1
 open_8 strong_8_44 -1
 open_8 strong_8_45 -1
 open_8 strong_8_46 -1
 open_8 strong_8_47 -1
 open_8 strong_8_48 -1
 open_8 strong_8_49 -1
 open_8 enough 135
 open_9 cost 1375
 open_9 capacity_9 -401
 open_9 strong_9_0 -1
 open_9 strong_9_1 -1
 open_9 strong_9_2 -1
 open_9 strong_9_3 -1
 open_9 strong_9_4 -1
 open_9 strong_9_5 -1
 open_9 strong_9_6 -1
 open_9 strong_9_7 -1
 open_9 strong_9_8 -1
 open_9 strong_9_9 -1
 open_9 strong_9_10 -1
 open_9 strong_9_11 -1
 open_9 strong_9_12 -1
 open_9 strong_9_13 -1
 open_9 strong_9_14 -1
 open_9 strong_9_15 -1
 open_9 strong_9_16 -1
 open_9 strong_9_17 -1
 open_9 strong_9_18 -1
 open_9 strong_9_19 -1
 open_9 strong_9_20 -1
 open_9 strong_9_21 -1
 open_9 strong_9_22 -1
 open_9 strong_9_23 -1
 open_9 strong_9_24 -1
 open_9 strong_9_25 -1
 open_9 strong_9_26 -1
 open_9 strong_9_27 -1
 open_9 strong_9_28 -1
 open_9 strong_9_29 -1
 open_9 strong_9_30 -1
 open_9 strong_9_31 -1
 open_9 strong_9_32 -1
 open_9 strong_9_33 -1
 open_9 strong_9_34 -1
 open_9 strong_9_35 -1
 open_9 strong_9_36 -1
 open_9 strong_9_37 -1
 open_9 strong_9_38 -1
 open_9 strong_9_39 -1
 open_9 strong_9_40 -1
 open_9 strong_9_41 -1
 open_9 strong_9_42 -1
 open_9 strong_9_43 -1
 open_9 strong_9_44 -1
 open_9 strong_9_45 -1
 open_9 strong_9_46 -1
 open_9 strong_9_47 -1
 open_9 strong_9_48 -1
 open_9 strong_9_49 -1
 open_9 enough 401
 open_10 cost 1147
 open_10 capacity_10 -267
 open_10 strong_10_0 -1
 open_10 strong_10_1 -1
 open_10 strong_10_2 -1
 open_10 strong_10_3 -1
 open_10 strong_10_4 -1
 open_10 strong_10_5 -1
 open_10 strong_10_6 -1
 open_10 strong_10_7 -1
 open_10 strong_10_8 -1
 open_10 strong_10_9 -1
 open_10 strong_10_10 -1
 open_10 strong_10_11 -1
 open_10 strong_10_12 -1
 open_10 strong_10_13 -1
 open_10 strong_10_14 -1
 open_10 strong_10_15 -1
 open_10 strong_10_16 -1
 open_10 strong_10_17 -1
 open_10 strong_10_18 -1
 open_10 strong_10_19 -1
 open_10 strong_10_20 -1
 open_10 strong_10_21 -1
 open_10 strong_10_22 -1
 open_10 strong_10_23 -1
 open_10 strong_10_24 -1
 open_10 strong_10_25 -1
 open_10 strong_10_26 -1
 open_10 strong_10_27 -1
 open_10 strong_10_28 -1
 open_10 strong_10_29 -1
 open_10 strong_10_30 -1
 open_10 strong_10_31 -1
 open_10 strong_10_32 -1
 open_10 strong_10_33 -1
 open_10 strong_10_34 -1
 open_10 strong_10_35 -1
 open_10 strong_10_36 -1
 open_10 strong_10_37 -1
 open_10 strong_10_38 -1
 open_10 strong_10_39 -1
 open_10 strong_10_40 -1
 open_10 strong_10_41 -1
 open_10 strong_10_42 -1
 open_10 strong_10_43 -1
 open_10 strong_10_44 -1
 open_10 strong_10_45 -1
 open_10 strong_10_46 -1
 open_10 strong_10_47 -1
 open_10 strong_10_48 -1
 open_10 strong_10_49 -1
 open_10 enough 267
 open_11 cost 1033
 open_11 capacity_11 -236
 open_11 strong_11_0 -1
 open_11 strong_11_1 -1
 open_11 strong_11_2 -1
 open_11 strong_11_3 -1
 open_11 strong_11_4 -1
 open_11 strong_11_5 -1
 open_11 strong_11_6 -1
 open_11 strong_11_7 -1
 open_11 strong_11_8 -1
 open_11 strong_11_9 -1
 open_11 strong_11_10 -1
 open_11 strong_11_11 -1
 open_11 strong_11_12 -1
 open_11 strong_11_13 -1
 open_11 strong_11_14 -1
 open_11 strong_11_15 -1
 open_11 strong_11_16 -1
 open_11 strong_11_17 -1
 open_11 strong_11_18 -1
 open_11 strong_11_19 -1
 open_11 strong_11_20 -1
 open_11 strong_11_21 -1
 open_11 strong_11_22 -1
 open_11 strong_11_23 -1
 open_11 strong_11_24 -1
 open_11 strong_11_25 -1
 open_11 strong_11_26 -1
 open_11 strong_11_27 -1
 open_11 strong_11_28 -1
 open_11 strong_11_29 -1
 open_11 strong_11_30 -1
 open_11 strong_11_31 -1
 open_11 strong_11_32 -1
 open_11 strong_11_33 -1
 open_11 strong_11_34 -1
 open_11 strong_11_35 -1
 open_11 strong_11_36 -1
 open_11 strong_11_37 -1
 open_11 strong_11_38 -1
 open_11 strong_11_39 -1
 open_11 strong_11_40 -1
 open_11 strong_11_41 -1
 open_11 strong_11_42 -1
 open_11 strong_11_43 -1
 open_11 strong_11_44 -1
 open_11 strong_11_45 -1
 open_11 strong_11_46 -1
 open_11 strong_11_47 -1
 open_11 strong_11_48 -1
 open_11 strong_11_49 -1
 open_11 enough 236
 open_12 cost 482
 open_12 capacity_12 -41
 open_12 strong_12_0 -1
 open_12 strong_12_1 -1
 open_12 strong_12_2 -1
 open_12 strong_12_3 -1
 open_12 strong_12_4 -1
 open_12 strong_12_5 -1
 open_12 strong_12_6 -1
 open_12 strong_12_7 -1
 open_12 strong_12_8 -1
 open_12 strong_12_9 -1
 open_12 strong_12_10 -1
 open_12 strong_12_11 -1
 open_12 strong_12_12 -1
 open_12 strong_12_13 -1
 open_12 strong_12_14 -1
 open_12 strong_12_15 -1
 open_12 strong_12_16 -1
 open_12 strong_12_17 -1
 open_12 strong_12_18 -1
 open_12 strong_12_19 -1
 open_12 strong_12_20 -1
 open_12 strong_12_21 -1
 open_12 strong_12_22 -1
 open_12 strong_12_23 -1
 open_12 strong_12_24 -1
 open_12 strong_12_25 -1
 open_12 strong_12_26 -1
 open_12 strong_12_27 -1
 open_12 strong_12_28 -1
 open_12 strong_12_29 -1
 open_12 strong_12_30 -1
 open_12 strong_12_31 -1
 open_12 strong_12_32 -1
 open_12 strong_12_33 -1
 open_12 strong_12_34 -1
 open_12 strong_12_35 -1
 open_12 strong_12_36 -1
 open_12 strong_12_37 -1
 open_12 strong_12_38 -1
 open_12 strong_12_39 -1
 open_12 strong_12_40 -1
 open_12 strong_12_41 -1
 open_12 strong_12_42 -1
 open_12 strong_12_43 -1
 open_12 strong_12_44 -1
 open_12 strong_12_45 -1
 open_12 strong_12_46 -1
 open_12 strong_12_47 -1
 open_12 strong_12_48 -1
 open_12 strong_12_49 -1
 open_12 enough 41
 open_13 cost 674
 open_13 capacity_13 -88
 open_13 strong_13_0 -1
 open_13 strong_13_1 -1
 open_13 strong_13_2 -1
 open_13 strong_13_3 -1
 open_13 strong_13_4 -1
 open_13 strong_13_5 -1
 open_13 strong_13_6 -1
 open_13 strong_13_7 -1
 open_13 strong_13_8 -1
 open_13 strong_13_9 -1
 open_13 strong_13_10 -1
 open_13 strong_13_11 -1
 open_13 strong_13_12 -1
 open_13 strong_13_13 -1
 open_13 strong_13_14 -1
 open_13 strong_13_15 -1
 open_13 strong_13_16 -1
 open_13 strong_13_17 -1
 open_13 strong_13_18 -1
 open_13 strong_13_19 -1
 open_13 strong_13_20 -1
 open_13 strong_13_21 -1
 open_13 strong_13_22 -1
 open_13 strong_13_23 -1
 open_13 strong_13_24 -1
 open_13 strong_13_25 -1
 open_13 strong_13_26 -1
 open_13 strong_13_27 -1
 open_13 strong_13_28 -1
 open_13 strong_13_29 -1
 open_13 strong_13_30 -1
 open_13 strong_13_31 -1
 open_13 strong_13_32 -1
 open_13 strong_13_33 -1
 open_13 strong_13_34 -1
 open_13 strong_13_35 -1
 open_13 strong_13_36 -1
 open_13 strong_13_37 -1
 open_13 strong_13_38 -1
 open_13 strong_13_39 -1
 open_13 strong_13_40 -1
 open_13 strong_13_41 -1
 open_13 strong_13_42 -1
 open_13 strong_13_43 -1
 open_13 strong_13_44 -1
 open_13 strong_13_45 -1
 open_13 strong_13_46 -1
 open_13 strong_13_47 -1
 open_13 strong_13_48 -1
 open_13 strong_13_49 -1
 open_13 enough 88
 open_14 cost 1108
 open_14 capacity_14 -269
 open_14 strong_14_0 -1
 open_14 strong_14_1 -1
 open_14 strong_14_2 -1
 open_14 strong_14_3 -1
 open_14 strong_14_4 -1
 open_14 strong_14_5 -1
 open_14 strong_14_6 -1
 open_14 strong_14_7 -1
 open_14 strong_14_8 -1
 open_14 strong_14_9 -1
 open_14 strong_14_10 -1
 open_14 strong_14_11 -1
 open_14 strong_14_12 -1
 open_14 strong_14_13 -1
 open_14 strong_14_14 -1
 open_14 strong_14_15 -1
 open_14 strong_14_16 -1
 open_14 strong_14_17 -1
 open_14 strong_14_18 -1
 open_14 strong_14_19 -1
 open_14 strong_14_20 -1
 open_14 strong_14_21 -1
 open_14 strong_14_22 -1
 open_14 strong_14_23 -1
 open_14 strong_14_24 -1
 open_14 strong_14_25 -1
 open_14 strong_14_26 -1
 open_14 strong_14_27 -1
 open_14 strong_14_28 -1
 open_14 strong_14_29 -1
 open_14 strong_14_30 -1
 open_14 strong_14_31 -1
 open_14 strong_14_32 -1
 open_14 strong_14_33 -1
 open_14 strong_14_34 -1
 open_14 strong_14_35 -1
 open_14 strong_14_36 -1
 open_14 strong_14_37 -1
 open_14 strong_14_38 -1
 open_14 strong_14_39 -1
 open_14 strong_14_40 -1
 open_14 strong_14_41 -1
 open_14 strong_14_42 -1
 open_14 strong_14_43 -1
 open_14 strong_14_44 -1
 open_14 strong_14_45 -1
 open_14 strong_14_46 -1
 open_14 strong_14_47 -1
 open_14 strong_14_48 -1
 open_14 strong_14_49 -1
 open_14 enough 269
 open_15 cost 746
 open_15 capacity_15 -116
 open_15 strong_15_0 -1
 open_15 strong_15_1 -1
 open_15 strong_15_2 -1
 open_15 strong_15_3 -1
 open_15 strong_15_4 -1
 open_15 strong_15_5 -1
 open_15 strong_15_6 -1
 open_15 strong_15_7 -1
 open_15 strong_15_8 -1
 open_15 strong_15_9 -1
 open_15 strong_15_10 -1
 open_15 strong_15_11 -1
 open_15 strong_15_12 -1
 open_15 strong_15_13 -1
 open_15 strong_15_14 -1
 open_15 strong_15_15 -1
 open_15 strong_15_16 -1
 open_15 strong_15_17 -1
 open_15 strong_15_18 -1
 open_15 strong_15_19 -1
 open_15 strong_15_20 -1
 open_15 strong_15_21 -1
 open_15 strong_15_22 -1
 open_15 strong_15_23 -1
 open_15 strong_15_24 -1
 open_15 strong_15_25 -1
 open_15 strong_15_26 -1
 open_15 strong_15_27 -1
 open_15 strong_15_28 -1
 open_15 strong_15_29 -1
 open_15 strong_15_30 -1
 open_15 strong_15_31 -1
 open_15 strong_15_32 -1
 open_15 strong_15_33 -1
 open_15 strong_15_34 -1
 open_15 strong_15_35 -1
 open_15 strong_15_36 -1
 open_15 strong_15_37 -1
 open_15 strong_15_38 -1
 open_15 strong_15_39 -1
 open_15 strong_15_40 -1
 open_15 strong_15_41 -1
 open_15 strong_15_42 -1
 open_15 strong_15_43 -1
 open_15 strong_15_44 -1
 open_15 strong_15_45 -1
 open_15 strong_15_46 -1
 open_15 strong_15_47 -1
 open_15 strong_15_48 -1
 open_15 strong_15_49 -1
 open_15 enough 116
 open_16 cost 649
 open_16 capacity_16 -85
 open_16 strong_16_0 -1
 open_16 strong_16_1 -1
 open_16 strong_16_2 -1
 open_16 strong_16_3 -1
 open_16 strong_16_4 -1
 open_16 strong_16_5 -1
 open_16 strong_16_6 -1
 open_16 strong_16_7 -1
 open_16 strong_16_8 -1
 open_16 strong_16_9 -1
 open_16 strong_16_10 -1
 open_16 strong_16_11 -1
 open_16 strong_16_12 -1
 open_16 strong_16_13 -1
 open_16 strong_16_14 -1
 open_16 strong_16_15 -1
 open_16 strong_16_16 -1
 open_16 strong_16_17 -1
 open_16 strong_16_18 -1
 open_16 strong_16_19 -1
 open_16 strong_16_20 -1
 open_16 strong_16_21 -1
 open_16 strong_16_22 -1
 open_16 strong_16_23 -1
 open_16 strong_16_24 -1
 open_16 strong_16_25 -1
 open_16 strong_16_26 -1
 open_16 strong_16_27 -1
 open_16 strong_16_28 -1
 open_16 strong_16_29 -1
 open_16 strong_16_30 -1
 open_16 strong_16_31 -1
 open_16 strong_16_32 -1
 open_16 strong_16_33 -1
 open_16 strong_16_34 -1
 open_16 strong_16_35 -1
 open_16 strong_16_36 -1
 open_16 strong_16_37 -1
 open_16 strong_16_38 -1
 open_16 strong_16_39 -1
 open_16 strong_16_40 -1
 open_16 strong_16_41 -1
 open_16 strong_16_42 -1
 open_16 strong_16_43 -1
 open_16 strong_16_44 -1
 open_16 strong_16_45 -1
 open_16 strong_16_46 -1
 open_16 strong_16_47 -1
 open_16 strong_16_48 -1
 open_16 strong_16_49 -1
 open_16 enough 85
 open_17 cost 1158
 open_17 capacity_17 -274
 open_17 strong_17_0 -1
 open_17 strong_17_1 -1
 open_17 strong_17_2 -1
 open_17 strong_17_3 -1
 open_17 strong_17_4 -1
 open_17 strong_17_5 -1
 open_17 strong_17_6 -1
 open_17 strong_17_7 -1
 open_17 strong_17_8 -1
 open_17 strong_17_9 -1
 open_17 strong_17_10 -1
 open_17 strong_17_11 -1
 open_17 strong_17_12 -1
 open_17 strong_17_13 -1
 open_17 strong_17_14 -1
 open_17 strong_17_15 -1
 open_17 strong_17_16 -1
 open_17 strong_17_17 -1
 open_17 strong_17_18 -1
 open_17 strong_17_19 -1
 open_17 strong_17_20 -1
 open_17 strong_17_21 -1
 open_17 strong_17_22 -1
 open_17 strong_17_23 -1
 open_17 strong_17_24 -1
 open_17 strong_17_25 -1
 open_17 strong_17_26 -1
 open_17 strong_17_27 -1
 open_17 strong_17_28 -1
 open_17 strong_17_29 -1
 open_17 strong_17_30 -1
 open_17 strong_17_31 -1
 open_17 strong_17_32 -1
 open_17 strong_17_33 -1
 open_17 strong_17_34 -1
 open_17 strong_17_35 -1
 open_17 strong_17_36 -1
 open_17 strong_17_37 -1
 open_17 strong_17_38 -1
 open_17 strong_17_39 -1
 open_17 strong_17_40 -1
 open_17 strong_17_41 -1
 open_17 strong_17_42 -1
 open_17 strong_17_43 -1
 open_17 strong_17_44 -1
 open_17 strong_17_45 -1
 open_17 strong_17_46 -1
 open_17 strong_17_47 -1
 open_17 strong_17_48 -1
 open_17 strong_17_49 -1
 open_17 enough 274
 open_18 cost 1178
 open_18 capacity_18 -264
 open_18 strong_18_0 -1
 open_18 strong_18_1 -1
 open_18 strong_18_2 -1
 open_18 strong_18_3 -1
 open_18 strong_18_4 -1
 open_18 strong_18_5 -1
 open_18 strong_18_6 -1
 open_18 strong_18_7 -1
 open_18 strong_18_8 -1
 open_18 strong_18_9 -1
 open_18 strong_18_10 -1
 open_18 strong_18_11 -1
 open_18 strong_18_12 -1
 open_18 strong_18_13 -1
 open_18 strong_18_14 -1
 open_18 strong_18_15 -1
 open_18 strong_18_16 -1
 open_18 strong_18_17 -1
 open_18 strong_18_18 -1
 open_18 strong_18_19 -1
 open_18 strong_18_20 -1
 open_18 strong_18_21 -1
 open_18 strong_18_22 -1
 open_18 strong_18_23 -1
 open_18 strong_18_24 -1
 open_18 strong_18_25 -1
 open_18 strong_18_26 -1
 open_18 strong_18_27 -1
 open_18 strong_18_28 -1
 open_18 strong_18_29 -1
 open_18 strong_18_30 -1
 open_18 strong_18_31 -1
 open_18 strong_18_32 -1
 open_18 strong_18_33 -1
 open_18 strong_18_34 -1
 open_18 strong_18_35 -1
 open_18 strong_18_36 -1
 open_18 strong_18_37 -1
 open_18 strong_18_38 -1
 open_18 strong_18_39 -1
 open_18 strong_18_40 -1
 open_18 strong_18_41 -1
 open_18 strong_18_42 -1
 open_18 strong_18_43 -1
 open_18 strong_18_44 -1
 open_18 strong_18_45 -1
 open_18 strong_18_46 -1
 open_18 strong_18_47 -1
 open_18 strong_18_48 -1
 open_18 strong_18_49 -1
 open_18 enough 264
 open_19 cost 410
 open_19 capacity_19 -31
 open_19 strong_19_0 -1
 open_19 strong_19_1 -1
 open_19 strong_19_2 -1
 open_19 strong_19_3 -1
 open_19 strong_19_4 -1
 open_19 strong_19_5 -1
 open_19 strong_19_6 -1
 open_19 strong_19_7 -1
 open_19 strong_19_8 -1
 open_19 strong_19_9 -1
 open_19 strong_19_10 -1
 open_19 strong_19_11 -1
 open_19 strong_19_12 -1
 open_19 strong_19_13 -1
 open_19 strong_19_14 -1
 open_19 strong_19_15 -1
 open_19 strong_19_16 -1
 open_19 strong_19_17 -1
 open_19 strong_19_18 -1
 open_19 strong_19_19 -1
 open_19 strong_19_20 -1
 open_19 strong_19_21 -1
 open_19 strong_19_22 -1
 open_19 strong_19_23 -1
 open_19 strong_19_24 -1
 open_19 strong_19_25 -1
 open_19 strong_19_26 -1
 open_19 strong_19_27 -1
 open_19 strong_19_28 -1
 open_19 strong_19_29 -1
 open_19 strong_19_30 -1
 open_19 strong_19_31 -1
 open_19 strong_19_32 -1
 open_19 strong_19_33 -1
 open_19 strong_19_34 -1
 open_19 strong_19_35 -1
 open_19 strong_19_36 -1
 open_19 strong_19_37 -1
 open_19 strong_19_38 -1
 open_19 strong_19_39 -1
 open_19 strong_19_40 -1
 open_19 strong_19_41 -1
 open_19 strong_19_42 -1
 open_19 strong_19_43 -1
 open_19 strong_19_44 -1
 open_19 strong_19_45 -1
 open_19 strong_19_46 -1
 open_19 strong_19_47 -1
 open_19 strong_19_48 -1
 open_19 strong_19_49 -1
 open_19 enough 31
 open_20 cost 513
 open_20 capacity_20 -52
 open_20 strong_20_0 -1
 open_20 strong_20_1 -1
 open_20 strong_20_2 -1
 open_20 strong_20_3 -1
 open_20 strong_20_4 -1
 open_20 strong_20_5 -1
 open_20 strong_20_6 -1
 open_20 strong_20_7 -1
 open_20 strong_20_8 -1
 open_20 strong_20_9 -1
 open_20 strong_20_10 -1
 open_20 strong_20_11 -1
 open_20 strong_20_12 -1
 open_20 strong_20_13 -1
 open_20 strong_20_14 -1
 open_20 strong_20_15 -1
 open_20 strong_20_16 -1
 open_20 strong_20_17 -1
 open_20 strong_20_18 -1
 open_20 strong_20_19 -1
 open_20 strong_20_20 -1
 open_20 strong_20_21 -1
 open_20 strong_20_22 -1
 open_20 strong_20_23 -1
 open_20 strong_20_24 -1
 open_20 strong_20_25 -1
 open_20 strong_20_26 -1
 open_20 strong_20_27 -1
 open_20 strong_20_28 -1
 open_20 strong_20_29 -1
 open_20 strong_20_30 -1
 open_20 strong_20_31 -1
 open_20 strong_20_32 -1
 open_20 strong_20_33 -1
 open_20 strong_20_34 -1
 open_20 strong_20_35 -1
 open_20 strong_20_36 -1
 open_20 strong_20_37 -1
 open_20 strong_20_38 -1
 open_20 strong_20_39 -1
 open_20 strong_20_40 -1
 open_20 strong_20_41 -1
 open_20 strong_20_42 -1
 open_20 strong_20_43 -1
 open_20 strong_20_44 -1
 open_20 strong_20_45 -1
 open_20 strong_20_46 -1
 open_20 strong_20_47 -1
 open_20 strong_20_48 -1
 open_20 strong_20_49 -1
 open_20 enough 52
 open_21 cost 395
 open_21 capacity_21 -36
 open_21 strong_21_0 -1
 open_21 strong_21_1 -1
 open_21 strong_21_2 -1
 open_21 strong_21_3 -1
 open_21 strong_21_4 -1
 open_21 strong_21_5 -1
 open_21 strong_21_6 -1
 open_21 strong_21_7 -1
 open_21 strong_21_8 -1
 open_21 strong_21_9 -1
 open_21 strong_21_10 -1
 open_21 strong_21_11 -1
 open_21 strong_21_12 -1
 open_21 strong_21_13 -1
 open_21 strong_21_14 -1
 open_21 strong_21_15 -1
 open_21 strong_21_16 -1
 open_21 strong_21_17 -1
 open_21 strong_21_18 -1
 open_21 strong_21_19 -1
 open_21 strong_21_20 -1
 open_21 strong_21_21 -1
 open_21 strong_21_22 -1
 open_21 strong_21_23 -1
 open_21 strong_21_24 -1
 open_21 strong_21_25 -1
 open_21 strong_21_26 -1
 open_21 strong_21_27 -1
 open_21 strong_21_28 -1
 open_21 strong_21_29 -1
 open_21 strong_21_30 -1
 open_21 strong_21_31 -1
 open_21 strong_21_32 -1
 open_21 strong_21_33 -1
 open_21 strong_21_34 -1
 open_21 strong_21_35 -1
 open_21 strong_21_36 -1
 open_21 strong_21_37 -1
 open_21 strong_21_38 -1
 open_21 strong_21_39 -1
 open_21 strong_21_40 -1
 open_21 strong_21_41 -1
 open_21 strong_21_42 -1
 open_21 strong_21_43 -1
 open_21 strong_21_44 -1
 open_21 strong_21_45 -1
 open_21 strong_21_46 -1
 open_21 strong_21_47 -1
 open_21 strong_21_48 -1
 open_21 strong_21_49 -1
 open_21 enough 36
 open_22 cost 973
 open_22 capacity_22 -181
 open_22 strong_22_0 -1
 open_22 strong_22_1 -1
 open_22 strong_22_2 -1
 open_22 strong_22_3 -1
 open_22 strong_22_4 -1
 open_22 strong_22_5 -1
 open_22 strong_22_6 -1
 open_22 strong_22_7 -1
 open_22 strong_22_8 -1
 open_22 strong_22_9 -1
 open_22 strong_22_10 -1
 open_22 strong_22_11 -1
 open_22 strong_22_12 -1
 open_22 strong_22_13 -1
 open_22 strong_22_14 -1
 open_22 strong_22_15 -1
 open_22 strong_22_16 -1
 open_22 strong_22_17 -1
 open_22 strong_22_18 -1
 open_22 strong_22_19 -1
 open_22 strong_22_20 -1
 open_22 strong_22_21 -1
 open_22 strong_22_22 -1
 open_22 strong_22_23 -1
 open_22 strong_22_24 -1
 open_22 strong_22_25 -1
 open_22 strong_22_26 -1
 open_22 strong_22_27 -1
 open_22 strong_22_28 -1
 open_22 strong_22_29 -1
 open_22 strong_22_30 -1
 open_22 strong_22_31 -1
 open_22 strong_22_32 -1
 open_22 strong_22_33 -1
 open_22 strong_22_34 -1
 open_22 strong_22_35 -1
 open_22 strong_22_36 -1
 open_22 strong_22_37 -1
 open_22 strong_22_38 -1
 open_22 strong_22_39 -1
 open_22 strong_22_40 -1
 open_22 strong_22_41 -1
 open_22 strong_22_42 -1
 open_22 strong_22_43 -1
 open_22 strong_22_44 -1
 open_22 strong_22_45 -1
 open_22 strong_22_46 -1
 open_22 strong_22_47 -1
 open_22 strong_22_48 -1
 open_22 strong_22_49 -1
 open_22 enough 181
 open_23 cost 1117
 open_23 capacity_23 -290
 open_23 strong_23_0 -1
 open_23 strong_23_1 -1
 open_23 strong_23_2 -1
 open_23 strong_23_3 -1
 open_23 strong_23_4 -1
 open_23 strong_23_5 -1
 open_23 strong_23_6 -1
 open_23 strong_23_7 -1
 open_23 strong_23_8 -1
 open_23 strong_23_9 -1
 open_23 strong_23_10 -1
 open_23 strong_23_11 -1
 open_23 strong_23_12 -1
 open_23 strong_23_13 -1
 open_23 strong_23_14 -1
 open_23 strong_23_15 -1
 open_23 strong_23_16 -1
 open_23 strong_23_17 -1
 open_23 strong_23_18 -1
 open_23 strong_23_19 -1
 open_23 strong_23_20 -1
 open_23 strong_23_21 -1
 open_23 strong_23_22 -1
 open_23 strong_23_23 -1
 open_23 strong_23_24 -1
 open_23 strong_23_25 -1
 open_23 strong_23_26 -1
 open_23 strong_23_27 -1
 open_23 strong_23_28 -1
 open_23 strong_23_29 -1
 open_23 strong_23_30 -1
 open_23 strong_23_31 -1
 open_23 strong_23_32 -1
 open_23 strong_23_33 -1
 open_23 strong_23_34 -1
 open_23 strong_23_35 -1
 open_23 strong_23_36 -1
 open_23 strong_23_37 -1
 open_23 strong_23_38 -1
 open_23 strong_23_39 -1
 open_23 strong_23_40 -1
 open_23 strong_23_41 -1
 open_23 strong_23_42 -1
 open_23 strong_23_43 -1
 open_23 strong_23_44 -1
 open_23 strong_23_45 -1
 open_23 strong_23_46 -1
 open_23 strong_23_47 -1
 open_23 strong_23_48 -1
 open_23 strong_23_49 -1
 open_23 enough 290
 open_24 cost 1115
 open_24 capacity_24 -280
 open_24 strong_24_0 -1
 open_24 strong_24_1 -1
 open_24 strong_24_2 -1
 open_24 strong_24_3 -1
 open_24 strong_24_4 -1
 open_24 strong_24_5 -1
 open_24 strong_24_6 -1
 open_24 strong_24_7 -1
 open_24 strong_24_8 -1
 open_24 strong_24_9 -1
 open_24 strong_24_10 -1
 open_24 strong_24_11 -1
 open_24 strong_24_12 -1
 open_24 strong_24_13 -1
 open_24 strong_24_14 -1
 open_24 strong_24_15 -1
 open_24 strong_24_16 -1
 open_24 strong_24_17 -1
 open_24 strong_24_18 -1
 open_24 strong_24_19 -1
 open_24 strong_24_20 -1
 open_24 strong_24_21 -1
 open_24 strong_24_22 -1
 open_24 strong_24_23 -1
 open_24 strong_24_24 -1
 open_24 strong_24_25 -1
 open_24 strong_24_26 -1
 open_24 strong_24_27 -1
 open_24 strong_24_28 -1
 open_24 strong_24_29 -1
 open_24 strong_24_30 -1
 open_24 strong_24_31 -1
 open_24 strong_24_32 -1
 open_24 strong_24_33 -1
 open_24 strong_24_34 -1
 open_24 strong_24_35 -1
 open_24 strong_24_36 -1
 open_24 strong_24_37 -1
 open_24 strong_24_38 -1
 open_24 strong_24_39 -1
 open_24 strong_24_40 -1
 open_24 strong_24_41 -1
 open_24 strong_24_42 -1
 open_24 strong_24_43 -1
 open_24 strong_24_44 -1
 open_24 strong_24_45 -1
 open_24 strong_24_46 -1
 open_24 strong_24_47 -1
 open_24 strong_24_48 -1
 open_24 strong_24_49 -1
 open_24 enough 280
 M1 'MARKER' 'INTEND'
 serve_0_0 cost 16.33
 serve_0_0 served_0 1
 serve_0_0 capacity_0 14
 serve_0_0 strong_0_0 1
 serve_0_1 cost 279.38
 serve_0_1 served_1 1
 serve_0_1 capacity_0 32
 serve_0_1 strong_0_1 1
 serve_0_2 cost 74.96
 serve_0_2 served_2 1
 serve_0_2 capacity_0 21
 serve_0_2 strong_0_2 1
 serve_0_3 cost 108.92
 serve_0_3 served_3 1
 serve_0_3 capacity_0 18
 serve_0_3 strong_0_3 1
 serve_0_4 cost 235.69
 serve_0_4 served_4 1
 serve_0_4 capacity_0 26
 serve_0_4 strong_0_4 1
 serve_0_5 cost 63.08
 serve_0_5 served_5 1
 serve_0_5 capacity_0 15
 serve_0_5 strong_0_5 1
 serve_0_6 cost 70.48
 serve_0_6 served_6 1
 serve_0_6 capacity_0 12
 serve_0_6 strong_0_6 1
 serve_0_7 cost 85.19
 serve_0_7 served_7 1
 serve_0_7 capacity_0 21
 serve_0_7 strong_0_7 1
 serve_0_8 cost 47.51
 serve_0_8 served_8 1
 serve_0_8 capacity_0 28
 serve_0_8 strong_0_8 1
 serve_0_9 cost 202.75
 serve_0_9 served_9 1
 serve_0_9 capacity_0 29
 serve_0_9 strong_0_9 1
 serve_0_10 cost 22.38
 serve_0_10 served_10 1
 serve_0_10 capacity_0 6
 serve_0_10 strong_0_10 1
 serve_0_11 cost 75.17
 serve_0_11 served_11 1
 serve_0_11 capacity_0 11
 serve_0_11 strong_0_11 1
 serve_0_12 cost 164.3
 serve_0_12 served_12 1
 serve_0_12 capacity_0 24
 serve_0_12 strong_0_12 1
 serve_0_13 cost 91.86
 serve_0_13 served_13 1
 serve_0_13 capacity_0 25
 serve_0_13 strong_0_13 1
 serve_0_14 cost 21.46
 serve_0_14 served_14 1
 serve_0_14 capacity_0 5
 serve_0_14 strong_0_14 1
 serve_0_15 cost 19.68
 serve_0_15 served_15 1
 serve_0_15 capacity_0 15
 serve_0_15 strong_0_15 1
 serve_0_16 cost 61.99
 serve_0_16 served_16 1
 serve_0_16 capacity_0 18
 serve_0_16 strong_0_16 1
 serve_0_17 cost 283.43
 serve_0_17 served_17 1
 serve_0_17 capacity_0 32
 serve_0_17 strong_0_17 1
 serve_0_18 cost 190.34
 serve_0_18 served_18 1
 serve_0_18 capacity_0 25
 serve_0_18 strong_0_18 1
 serve_0_19 cost 86.28
 serve_0_19 served_19 1
 serve_0_19 capacity_0 16
 serve_0_19 strong_0_19 1
 serve_0_20 cost 40.88
 serve_0_20 served_20 1
 serve_0_20 capacity_0 15
 serve_0_20 strong_0_20 1
 serve_0_21 cost 181.18
 serve_0_21 served_21 1
 serve_0_21 capacity_0 23
 serve_0_21 strong_0_21 1
 serve_0_22 cost 3.79
 serve_0_22 served_22 1
 serve_0_22 capacity_0 5
 serve_0_22 strong_0_22 1
 serve_0_23 cost 129.6
 serve_0_23 served_23 1
 serve_0_23 capacity_0 33
 serve_0_23 strong_0_23 1
 serve_0_24 cost 157.4
 serve_0_24 served_24 1
 serve_0_24 capacity_0 21
 serve_0_24 strong_0_24 1
 serve_0_25 cost 212.37
 serve_0_25 served_25 1
 serve_0_25 capacity_0 22
 serve_0_25 strong_0_25 1
 serve_0_26 cost 70.36
 serve_0_26 served_26 1
 serve_0_26 capacity_0 24
 serve_0_26 strong_0_26 1
 serve_0_27 cost 52.82
 serve_0_27 served_27 1
 serve_0_27 capacity_0 8
 serve_0_27 strong_0_27 1
 serve_0_28 cost 60.26
 serve_0_28 served_28 1
 serve_0_28 capacity_0 7
 serve_0_28 strong_0_28 1
 serve_0_29 cost 240.93
 serve_0_29 served_29 1
 serve_0_29 capacity_0 30
 serve_0_29 strong_0_29 1
 serve_0_30 cost 75.35
 serve_0_30 served_30 1
 serve_0_30 capacity_0 9
 serve_0_30 strong_0_30 1
 serve_0_31 cost 146.39
 serve_0_31 served_31 1
 serve_0_31 capacity_0 27
 serve_0_31 strong_0_31 1
 serve_0_32 cost 36.48
 serve_0_32 served_32 1
 serve_0_32 capacity_0 13
 serve_0_32 strong_0_32 1
 serve_0_33 cost 109.3
 serve_0_33 served_33 1
 serve_0_33 capacity_0 24
 serve_0_33 strong_0_33 1
 serve_0_34 cost 91.39
 serve_0_34 served_34 1
 serve_0_34 capacity_0 14
 serve_0_34 strong_0_34 1
 serve_0_35 cost 155.59
 serve_0_35 served_35 1
 serve_0_35 capacity_0 21
 serve_0_35 strong_0_35 1
 serve_0_36 cost 98.28
 serve_0_36 served_36 1
 serve_0_36 capacity_0 33
 serve_0_36 strong_0_36 1
 serve_0_37 cost 23.08
 serve_0_37 served_37 1
 serve_0_37 capacity_0 7
 serve_0_37 strong_0_37 1
 serve_0_38 cost 21.05
 serve_0_38 served_38 1
 serve_0_38 capacity_0 8
 serve_0_38 strong_0_38 1
 serve_0_39 cost 32.5
 serve_0_39 served_39 1
 serve_0_39 capacity_0 10
 serve_0_39 strong_0_39 1
 serve_0_40 cost 101.99
 serve_0_40 served_40 1
 serve_0_40 capacity_0 26
 serve_0_40 strong_0_40 1
 serve_0_41 cost 7.6
 serve_0_41 served_41 1
 serve_0_41 capacity_0 6
 serve_0_41 strong_0_41 1
 serve_0_42 cost 158.31
 serve_0_42 served_42 1
 serve_0_42 capacity_0 21
 serve_0_42 strong_0_42 1
 serve_0_43 cost 61.06
 serve_0_43 served_43 1
 serve_0_43 capacity_0 16
 serve_0_43 strong_0_43 1
 serve_0_44 cost 246.96
 serve_0_44 served_44 1
 serve_0_44 capacity_0 29
 serve_0_44 strong_0_44 1
 serve_0_45 cost 47.13
 serve_0_45 served_45 1
 serve_0_45 capacity_0 13
 serve_0_45 strong_0_45 1
 serve_0_46 cost 30.26
 serve_0_46 served_46 1
 serve_0_46 capacity_0 7
 serve_0_46 strong_0_46 1
 serve_0_47 cost 114.4
 serve_0_47 served_47 1
 serve_0_47 capacity_0 35
 serve_0_47 strong_0_47 1
 serve_0_48 cost 179.37
 serve_0_48 served_48 1
 serve_0_48 capacity_0 35
 serve_0_48 strong_0_48 1
 serve_0_49 cost 32.98
 serve_0_49 served_49 1
 serve_0_49 capacity_0 5
 serve_0_49 strong_0_49 1
 serve_1_0 cost 74.75
 serve_1_0 served_0 1
 serve_1_0 capacity_1 14
 serve_1_0 strong_1_0 1
 serve_1_1 cost 146.63
 serve_1_1 served_1 1
 serve_1_1 capacity_1 32
 serve_1_1 strong_1_1 1
 serve_1_2 cost 109.2
 serve_1_2 served_2 1
 serve_1_2 capacity_1 21
 serve_1_2 strong_1_2 1
 serve_1_3 cost 40.23
 serve_1_3 served_3 1
 serve_1_3 capacity_1 18
 serve_1_3 strong_1_3 1
 serve_1_4 cost 124.47
 serve_1_4 served_4 1
 serve_1_4 capacity_1 26
 serve_1_4 strong_1_4 1
 serve_1_5 cost 9.47
 serve_1_5 served_5 1
 serve_1_5 capacity_1 15
 serve_1_5 strong_1_5 1
 serve_1_6 cost 46.57
 serve_1_6 served_6 1
 serve_1_6 capacity_1 12
 serve_1_6 strong_1_6 1
 serve_1_7 cost 94.83
 serve_1_7 served_7 1
 serve_1_7 capacity_1 21
 serve_1_7 strong_1_7 1
 serve_1_8 cost 127.75
 serve_1_8 served_8 1
 serve_1_8 capacity_1 28
 serve_1_8 strong_1_8 1
 serve_1_9 cost 78.01
 serve_1_9 served_9 1
 serve_1_9 capacity_1 29
 serve_1_9 strong_1_9 1
 serve_1_10 cost 23.99
 serve_1_10 served_10 1
 serve_1_10 capacity_1 6
 serve_1_10 strong_1_10 1
 serve_1_11 cost 52.27
 serve_1_11 served_11 1
 serve_1_11 capacity_1 11
 serve_1_11 strong_1_11 1
 serve_1_12 cost 68.99
 serve_1_12 served_12 1
 serve_1_12 capacity_1 24
 serve_1_12 strong_1_12 1
 serve_1_13 cost 95.68
 serve_1_13 served_13 1
 serve_1_13 capacity_1 25
 serve_1_13 strong_1_13 1
 serve_1_14 cost 7.58
 serve_1_14 served_14 1
 serve_1_14 capacity_1 5
 serve_1_14 strong_1_14 1
 serve_1_15 cost 62.18
 serve_1_15 served_15 1
 serve_1_15 capacity_1 15
 serve_1_15 strong_1_15 1
 serve_1_16 cost 40.27
 serve_1_16 served_16 1
 serve_1_16 capacity_1 18
 serve_1_16 strong_1_16 1
 serve_1_17 cost 172.59
 serve_1_17 served_17 1
 serve_1_17 capacity_1 32
 serve_1_17 strong_1_17 1
 serve_1_18 cost 89.06
 serve_1_18 served_18 1
 serve_1_18 capacity_1 25
 serve_1_18 strong_1_18 1
 serve_1_19 cost 65.17
 serve_1_19 served_19 1
 serve_1_19 capacity_1 16
 serve_1_19 strong_1_19 1
 serve_1_20 cost 43.5
 serve_1_20 served_20 1
 serve_1_20 capacity_1 15
 serve_1_20 strong_1_20 1
 serve_1_21 cost 94.26
 serve_1_21 served_21 1
 serve_1_21 capacity_1 23
 serve_1_21 strong_1_21 1
 serve_1_22 cost 20.09
 serve_1_22 served_22 1
 serve_1_22 capacity_1 5
 serve_1_22 strong_1_22 1
 serve_1_23 cost 176.01
 serve_1_23 served_23 1
 serve_1_23 capacity_1 33
 serve_1_23 strong_1_23 1
 serve_1_24 cost 75.81
 serve_1_24 served_24 1
 serve_1_24 capacity_1 21
 serve_1_24 strong_1_24 1
 serve_1_25 cost 118.48
 serve_1_25 served_25 1
 serve_1_25 capacity_1 22
 serve_1_25 strong_1_25 1
 serve_1_26 cost 58.19
 serve_1_26 served_26 1
 serve_1_26 capacity_1 24
 serve_1_26 strong_1_26 1
 serve_1_27 cost 20.56
 serve_1_27 served_27 1
 serve_1_27 capacity_1 8
 serve_1_27 strong_1_27 1
 serve_1_28 cost 41.86
 serve_1_28 served_28 1
 serve_1_28 capacity_1 7
 serve_1_28 strong_1_28 1
 serve_1_29 cost 130.97
 serve_1_29 served_29 1
 serve_1_29 capacity_1 30
 serve_1_29 strong_1_29 1
 serve_1_30 cost 47.2
 serve_1_30 served_30 1
 serve_1_30 capacity_1 9
 serve_1_30 strong_1_30 1
 serve_1_31 cost 168.35
 serve_1_31 served_31 1
 serve_1_31 capacity_1 27
 serve_1_31 strong_1_31 1
 serve_1_32 cost 55.51
 serve_1_32 served_32 1
 serve_1_32 capacity_1 13
 serve_1_32 strong_1_32 1
 serve_1_33 cost 89.59
 serve_1_33 served_33 1
 serve_1_33 capacity_1 24
 serve_1_33 strong_1_33 1
 serve_1_34 cost 65.03
 serve_1_34 served_34 1
 serve_1_34 capacity_1 14
 serve_1_34 strong_1_34 1
 serve_1_35 cost 78.71
 serve_1_35 served_35 1
 serve_1_35 capacity_1 21
 serve_1_35 strong_1_35 1
 serve_1_36 cost 194.49
 serve_1_36 served_36 1
 serve_1_36 capacity_1 33
 serve_1_36 strong_1_36 1
 serve_1_37 cost 41.44
 serve_1_37 served_37 1
 serve_1_37 capacity_1 7
 serve_1_37 strong_1_37 1
 serve_1_38 cost 33.84
 serve_1_38 served_38 1
 serve_1_38 capacity_1 8
 serve_1_38 strong_1_38 1
 serve_1_39 cost 22.58
 serve_1_39 served_39 1
 serve_1_39 capacity_1 10
 serve_1_39 strong_1_39 1
 serve_1_40 cost 39.01
 serve_1_40 served_40 1
 serve_1_40 capacity_1 26
 serve_1_40 strong_1_40 1
 serve_1_41 cost 26.86
 serve_1_41 served_41 1
 serve_1_41 capacity_1 6
 serve_1_41 strong_1_41 1
 serve_1_42 cost 93.79
 serve_1_42 served_42 1
 serve_1_42 capacity_1 21
 serve_1_42 strong_1_42 1
 serve_1_43 cost 68.68
 serve_1_43 served_43 1
 serve_1_43 capacity_1 16
 serve_1_43 strong_1_43 1
 serve_1_44 cost 122.84
 serve_1_44 served_44 1
 serve_1_44 capacity_1 29
 serve_1_44 strong_1_44 1
 serve_1_45 cost 56.91
 serve_1_45 served_45 1
 serve_1_45 capacity_1 13
 serve_1_45 strong_1_45 1
 serve_1_46 cost 10.41
 serve_1_46 served_46 1
 serve_1_46 capacity_1 7
 serve_1_46 strong_1_46 1
 serve_1_47 cost 155.01
 serve_1_47 served_47 1
 serve_1_47 capacity_1 35
 serve_1_47 strong_1_47 1
 serve_1_48 cost 204.78
 serve_1_48 served_48 1
 serve_1_48 capacity_1 35
 serve_1_48 strong_1_48 1
 serve_1_49 cost 12.87
 serve_1_49 served_49 1
 serve_1_49 capacity_1 5
 serve_1_49 strong_1_49 1
 serve_2_0 cost 124.88
 serve_2_0 served_0 1
 serve_2_0 capacity_2 14
 serve_2_0 strong_2_0 1
 serve_2_1 cost 117.69
 serve_2_1 served_1 1
 serve_2_1 capacity_2 32
 serve_2_1 strong_2_1 1
 serve_2_2 cost 191.73
 serve_2_2 served_2 1
 serve_2_2 capacity_2 21
 serve_2_2 strong_2_2 1
 serve_2_3 cost 73.32
 serve_2_3 served_3 1
 serve_2_3 capacity_2 18
 serve_2_3 strong_2_3 1
 serve_2_4 cost 76.62
 serve_2_4 served_4 1
 serve_2_4 capacity_2 26
 serve_2_4 strong_2_4 1
 serve_2_5 cost 58.35
 serve_2_5 served_5 1
 serve_2_5 capacity_2 15
 serve_2_5 strong_2_5 1
 serve_2_6 cost 47.43
 serve_2_6 served_6 1
 serve_2_6 capacity_2 12
 serve_2_6 strong_2_6 1
 serve_2_7 cost 134.13
 serve_2_7 served_7 1
 serve_2_7 capacity_2 21
 serve_2_7 strong_2_7 1
 serve_2_8 cost 217.3
 serve_2_8 served_8 1
 serve_2_8 capacity_2 28
 serve_2_8 strong_2_8 1
 serve_2_9 cost 53.5
 serve_2_9 served_9 1
 serve_2_9 capacity_2 29
 serve_2_9 strong_2_9 1
 serve_2_10 cost 36.35
 serve_2_10 served_10 1
 serve_2_10 capacity_2 6
 serve_2_10 strong_2_10 1
 serve_2_11 cost 44.23
 serve_2_11 served_11 1
 serve_2_11 capacity_2 11
 serve_2_11 strong_2_11 1
 serve_2_12 cost 90.86
 serve_2_12 served_12 1
 serve_2_12 capacity_2 24
 serve_2_12 strong_2_12 1
 serve_2_13 cost 148.14
 serve_2_13 served_13 1
 serve_2_13 capacity_2 25
 serve_2_13 strong_2_13 1
 serve_2_14 cost 25.48
 serve_2_14 served_14 1
 serve_2_14 capacity_2 5
 serve_2_14 strong_2_14 1
 serve_2_15 cost 121.68
 serve_2_15 served_15 1
 serve_2_15 capacity_2 15
 serve_2_15 strong_2_15 1
 serve_2_16 cost 110
 serve_2_16 served_16 1
 serve_2_16 capacity_2 18
 serve_2_16 strong_2_16 1
 serve_2_17 cost 190.11
 serve_2_17 served_17 1
 serve_2_17 capacity_2 32
 serve_2_17 strong_2_17 1
 serve_2_18 cost 11.17
 serve_2_18 served_18 1
 serve_2_18 capacity_2 25
 serve_2_18 strong_2_18 1
 serve_2_19 cost 75.6
 serve_2_19 served_19 1
 serve_2_19 capacity_2 16
 serve_2_19 strong_2_19 1
 serve_2_20 cost 86.87
 serve_2_20 served_20 1
 serve_2_20 capacity_2 15
 serve_2_20 strong_2_20 1
 serve_2_21 cost 20.49
 serve_2_21 served_21 1
 serve_2_21 capacity_2 23
 serve_2_21 strong_2_21 1
 serve_2_22 cost 37.92
 serve_2_22 served_22 1
 serve_2_22 capacity_2 5
 serve_2_22 strong_2_22 1
 serve_2_23 cost 245.97
 serve_2_23 served_23 1
 serve_2_23 capacity_2 33
 serve_2_23 strong_2_23 1
 serve_2_24 cost 87.55
 serve_2_24 served_24 1
 serve_2_24 capacity_2 21
 serve_2_24 strong_2_24 1
 serve_2_25 cost 43.77
 serve_2_25 served_25 1
 serve_2_25 capacity_2 22
 serve_2_25 strong_2_25 1
 serve_2_26 cost 153.4
 serve_2_26 served_26 1
 serve_2_26 capacity_2 24
 serve_2_26 strong_2_26 1
 serve_2_27 cost 11.71
 serve_2_27 served_27 1
 serve_2_27 capacity_2 8
 serve_2_27 strong_2_27 1
 serve_2_28 cost 52.66
 serve_2_28 served_28 1
 serve_2_28 capacity_2 7
 serve_2_28 strong_2_28 1
 serve_2_29 cost 149.19
 serve_2_29 served_29 1
 serve_2_29 capacity_2 30
 serve_2_29 strong_2_29 1
 serve_2_30 cost 57.46
 serve_2_30 served_30 1
 serve_2_30 capacity_2 9
 serve_2_30 strong_2_30 1
 serve_2_31 cost 204.92
 serve_2_31 served_31 1
 serve_2_31 capacity_2 27
 serve_2_31 strong_2_31 1
 serve_2_32 cost 107.14
 serve_2_32 served_32 1
 serve_2_32 capacity_2 13
 serve_2_32 strong_2_32 1
 serve_2_33 cost 174.34
 serve_2_33 served_33 1
 serve_2_33 capacity_2 24
 serve_2_33 strong_2_33 1
 serve_2_34 cost 102.11
 serve_2_34 served_34 1
 serve_2_34 capacity_2 14
 serve_2_34 strong_2_34 1
 serve_2_35 cost 26.05
 serve_2_35 served_35 1
 serve_2_35 capacity_2 21
 serve_2_35 strong_2_35 1
 serve_2_36 cost 326.55
 serve_2_36 served_36 1
 serve_2_36 capacity_2 33
 serve_2_36 strong_2_36 1
 serve_2_37 cost 69.39
 serve_2_37 served_37 1
 serve_2_37 capacity_2 7
 serve_2_37 strong_2_37 1
 serve_2_38 cost 55.78
 serve_2_38 served_38 1
 serve_2_38 capacity_2 8
 serve_2_38 strong_2_38 1
 serve_2_39 cost 50.48
 serve_2_39 served_39 1
 serve_2_39 capacity_2 10
 serve_2_39 strong_2_39 1
 serve_2_40 cost 137.29
 serve_2_40 served_40 1
 serve_2_40 capacity_2 26
 serve_2_40 strong_2_40 1
 serve_2_41 cost 47.05
 serve_2_41 served_41 1
 serve_2_41 capacity_2 6
 serve_2_41 strong_2_41 1
 serve_2_42 cost 125.87
 serve_2_42 served_42 1
 serve_2_42 capacity_2 21
 serve_2_42 strong_2_42 1
 serve_2_43 cost 100.94
 serve_2_43 served_43 1
 serve_2_43 capacity_2 16
 serve_2_43 strong_2_43 1
 serve_2_44 cost 39.67
 serve_2_44 served_44 1
 serve_2_44 capacity_2 29
 serve_2_44 strong_2_44 1
 serve_2_45 cost 84.91
 serve_2_45 served_45 1
 serve_2_45 capacity_2 13
 serve_2_45 strong_2_45 1
 serve_2_46 cost 35.36
 serve_2_46 served_46 1
 serve_2_46 capacity_2 7
 serve_2_46 strong_2_46 1
 serve_2_47 cost 238.5
 serve_2_47 served_47 1
 serve_2_47 capacity_2 35
 serve_2_47 strong_2_47 1
 serve_2_48 cost 254.87
 serve_2_48 served_48 1
 serve_2_48 capacity_2 35
 serve_2_48 strong_2_48 1
 serve_2_49 cost 7.33
 serve_2_49 served_49 1
 serve_2_49 capacity_2 5
 serve_2_49 strong_2_49 1
 serve_3_0 cost 148.06
 serve_3_0 served_0 1
 serve_3_0 capacity_3 14
 serve_3_0 strong_3_0 1
 serve_3_1 cost 88.1
 serve_3_1 served_1 1
 serve_3_1 capacity_3 32
 serve_3_1 strong_3_1 1
 serve_3_2 cost 211.84
 serve_3_2 served_2 1
 serve_3_2 capacity_3 21
 serve_3_2 strong_3_2 1
 serve_3_3 cost 81.17
 serve_3_3 served_3 1
 serve_3_3 capacity_3 18
 serve_3_3 strong_3_3 1
 serve_3_4 cost 45.11
 serve_3_4 served_4 1
 serve_3_4 capacity_3 26
 serve_3_4 strong_3_4 1
 serve_3_5 cost 81.34
 serve_3_5 served_5 1
 serve_3_5 capacity_3 15
 serve_3_5 strong_3_5 1
 serve_3_6 cost 71.85
 serve_3_6 served_6 1
 serve_3_6 capacity_3 12
 serve_3_6 strong_3_6 1
 serve_3_7 cost 175.81
 serve_3_7 served_7 1
 serve_3_7 capacity_3 21
 serve_3_7 strong_3_7 1
 serve_3_8 cost 267.16
 serve_3_8 served_8 1
 serve_3_8 capacity_3 28
 serve_3_8 strong_3_8 1
 serve_3_9 cost 77.09
 serve_3_9 served_9 1
 serve_3_9 capacity_3 29
 serve_3_9 strong_3_9 1
 serve_3_10 cost 48.09
 serve_3_10 served_10 1
 serve_3_10 capacity_3 6
 serve_3_10 strong_3_10 1
 serve_3_11 cost 66.21
 serve_3_11 served_11 1
 serve_3_11 capacity_3 11
 serve_3_11 strong_3_11 1
 serve_3_12 cost 93.42
 serve_3_12 served_12 1
 serve_3_12 capacity_3 24
 serve_3_12 strong_3_12 1
 serve_3_13 cost 196.83
 serve_3_13 served_13 1
 serve_3_13 capacity_3 25
 serve_3_13 strong_3_13 1
 serve_3_14 cost 30.13
 serve_3_14 served_14 1
 serve_3_14 capacity_3 5
 serve_3_14 strong_3_14 1
 serve_3_15 cost 141.85
 serve_3_15 served_15 1
 serve_3_15 capacity_3 15
 serve_3_15 strong_3_15 1
 serve_3_16 cost 128.36
 serve_3_16 served_16 1
 serve_3_16 capacity_3 18
 serve_3_16 strong_3_16 1
 serve_3_17 cost 165.79
 serve_3_17 served_17 1
 serve_3_17 capacity_3 32
 serve_3_17 strong_3_17 1
 serve_3_18 cost 58.75
 serve_3_18 served_18 1
 serve_3_18 capacity_3 25
 serve_3_18 strong_3_18 1
 serve_3_19 cost 108.1
 serve_3_19 served_19 1
 serve_3_19 capacity_3 16
 serve_3_19 strong_3_19 1
 serve_3_20 cost 113.95
 serve_3_20 served_20 1
 serve_3_20 capacity_3 15
 serve_3_20 strong_3_20 1
 serve_3_21 cost 65.28
 serve_3_21 served_21 1
 serve_3_21 capacity_3 23
 serve_3_21 strong_3_21 1
 serve_3_22 cost 46.16
 serve_3_22 served_22 1
 serve_3_22 capacity_3 5
 serve_3_22 strong_3_22 1
 serve_3_23 cost 311.19
 serve_3_23 served_23 1
 serve_3_23 capacity_3 33
 serve_3_23 strong_3_23 1
 serve_3_24 cost 82.05
 serve_3_24 served_24 1
 serve_3_24 capacity_3 21
 serve_3_24 strong_3_24 1
 serve_3_25 cost 3.09
 serve_3_25 served_25 1
 serve_3_25 capacity_3 22
 serve_3_25 strong_3_25 1
 serve_3_26 cost 180.31
 serve_3_26 served_26 1
 serve_3_26 capacity_3 24
 serve_3_26 strong_3_26 1
 serve_3_27 cost 25.47
 serve_3_27 served_27 1
 serve_3_27 capacity_3 8
 serve_3_27 strong_3_27 1
 serve_3_28 cost 49.25
 serve_3_28 served_28 1
 serve_3_28 capacity_3 7
 serve_3_28 strong_3_28 1
 serve_3_29 cost 133.91
 serve_3_29 served_29 1
 serve_3_29 capacity_3 30
 serve_3_29 strong_3_29 1
 serve_3_30 cost 52.65
 serve_3_30 served_30 1
 serve_3_30 capacity_3 9
 serve_3_30 strong_3_30 1
 serve_3_31 cost 259.76
 serve_3_31 served_31 1
 serve_3_31 capacity_3 27
 serve_3_31 strong_3_31 1
 serve_3_32 cost 120.97
 serve_3_32 served_32 1
 serve_3_32 capacity_3 13
 serve_3_32 strong_3_32 1
 serve_3_33 cost 190.11
 serve_3_33 served_33 1
 serve_3_33 capacity_3 24
 serve_3_33 strong_3_33 1
 serve_3_34 cost 103.8
 serve_3_34 served_34 1
 serve_3_34 capacity_3 14
 serve_3_34 strong_3_34 1
 serve_3_35 cost 68.54
 serve_3_35 served_35 1
 serve_3_35 capacity_3 21
 serve_3_35 strong_3_35 1
 serve_3_36 cost 365.14
 serve_3_36 served_36 1
 serve_3_36 capacity_3 33
 serve_3_36 strong_3_36 1
 serve_3_37 cost 77.1
 serve_3_37 served_37 1
 serve_3_37 capacity_3 7
 serve_3_37 strong_3_37 1
 serve_3_38 cost 70.77
 serve_3_38 served_38 1
 serve_3_38 capacity_3 8
 serve_3_38 strong_3_38 1
 serve_3_39 cost 68.37
 serve_3_39 served_39 1
 serve_3_39 capacity_3 10
 serve_3_39 strong_3_39 1
 serve_3_40 cost 163.84
 serve_3_40 served_40 1
 serve_3_40 capacity_3 26
 serve_3_40 strong_3_40 1
 serve_3_41 cost 57.43
 serve_3_41 served_41 1
 serve_3_41 capacity_3 6
 serve_3_41 strong_3_41 1
 serve_3_42 cost 120.2
 serve_3_42 served_42 1
 serve_3_42 capacity_3 21
 serve_3_42 strong_3_42 1
 serve_3_43 cost 132.42
 serve_3_43 served_43 1
 serve_3_43 capacity_3 16
 serve_3_43 strong_3_43 1
 serve_3_44 cost 31.94
 serve_3_44 served_44 1
 serve_3_44 capacity_3 29
 serve_3_44 strong_3_44 1
 serve_3_45 cost 110.34
 serve_3_45 served_45 1
 serve_3_45 capacity_3 13
 serve_3_45 strong_3_45 1
 serve_3_46 cost 41.86
 serve_3_46 served_46 1
 serve_3_46 capacity_3 7
 serve_3_46 strong_3_46 1
 serve_3_47 cost 306.07
 serve_3_47 served_47 1
 serve_3_47 capacity_3 35
 serve_3_47 strong_3_47 1
 serve_3_48 cost 325.8
 serve_3_48 served_48 1
 serve_3_48 capacity_3 35
 serve_3_48 strong_3_48 1
 serve_3_49 cost 15.99
 serve_3_49 served_49 1
 serve_3_49 capacity_3 5
 serve_3_49 strong_3_49 1
 serve_4_0 cost 129.76
 serve_4_0 served_0 1
 serve_4_0 capacity_4 14
 serve_4_0 strong_4_0 1
 serve_4_1 cost 141.05
 serve_4_1 served_1 1
 serve_4_1 capacity_4 32
 serve_4_1 strong_4_1 1
 serve_4_2 cost 123.71
 serve_4_2 served_2 1
 serve_4_2 capacity_4 21
 serve_4_2 strong_4_2 1
 serve_4_3 cost 67.03
 serve_4_3 served_3 1
 serve_4_3 capacity_4 18
 serve_4_3 strong_4_3 1
 serve_4_4 cost 141.12
 serve_4_4 served_4 1
 serve_4_4 capacity_4 26
 serve_4_4 strong_4_4 1
 serve_4_5 cost 94.16
 serve_4_5 served_5 1
 serve_4_5 capacity_4 15
 serve_4_5 strong_4_5 1
 serve_4_6 cost 112.68
 serve_4_6 served_6 1
 serve_4_6 capacity_4 12
 serve_4_6 strong_4_6 1
 serve_4_7 cost 211.16
 serve_4_7 served_7 1
 serve_4_7 capacity_4 21
 serve_4_7 strong_4_7 1
 serve_4_8 cost 259.71
 serve_4_8 served_8 1
 serve_4_8 capacity_4 28
 serve_4_8 strong_4_8 1
 serve_4_9 cost 164.94
 serve_4_9 served_9 1
 serve_4_9 capacity_4 29
 serve_4_9 strong_4_9 1
 serve_4_10 cost 57.16
 serve_4_10 served_10 1
 serve_4_10 capacity_4 6
 serve_4_10 strong_4_10 1
 serve_4_11 cost 111.44
 serve_4_11 served_11 1
 serve_4_11 capacity_4 11
 serve_4_11 strong_4_11 1
 serve_4_12 cost 88.93
 serve_4_12 served_12 1
 serve_4_12 capacity_4 24
 serve_4_12 strong_4_12 1
 serve_4_13 cost 234
 serve_4_13 served_13 1
 serve_4_13 capacity_4 25
 serve_4_13 strong_4_13 1
 serve_4_14 cost 21.94
 serve_4_14 served_14 1
 serve_4_14 capacity_4 5
 serve_4_14 strong_4_14 1
 serve_4_15 cost 105.73
 serve_4_15 served_15 1
 serve_4_15 capacity_4 15
 serve_4_15 strong_4_15 1
 serve_4_16 cost 85.81
 serve_4_16 served_16 1
 serve_4_16 capacity_4 18
 serve_4_16 strong_4_16 1
 serve_4_17 cost 70.99
 serve_4_17 served_17 1
 serve_4_17 capacity_4 32
 serve_4_17 strong_4_17 1
 serve_4_18 cost 180.89
 serve_4_18 served_18 1
 serve_4_18 capacity_4 25
 serve_4_18 strong_4_18 1
 serve_4_19 cost 155.13
 serve_4_19 served_19 1
 serve_4_19 capacity_4 16
 serve_4_19 strong_4_19 1
 serve_4_20 cost 123.5
 serve_4_20 served_20 1
 serve_4_20 capacity_4 15
 serve_4_20 strong_4_20 1
 serve_4_21 cost 187.39
 serve_4_21 served_21 1
 serve_4_21 capacity_4 23
 serve_4_21 strong_4_21 1
 serve_4_22 cost 41.66
 serve_4_22 served_22 1
 serve_4_22 capacity_4 5
 serve_4_22 strong_4_22 1
 serve_4_23 cost 353.84
 serve_4_23 served_23 1
 serve_4_23 capacity_4 33
 serve_4_23 strong_4_23 1
 serve_4_24 cost 69.68
 serve_4_24 served_24 1
 serve_4_24 capacity_4 21
 serve_4_24 strong_4_24 1
 serve_4_25 cost 159.59
 serve_4_25 served_25 1
 serve_4_25 capacity_4 22
 serve_4_25 strong_4_25 1
 serve_4_26 cost 125.7
 serve_4_26 served_26 1
 serve_4_26 capacity_4 24
 serve_4_26 strong_4_26 1
 serve_4_27 cost 54.36
 serve_4_27 served_27 1
 serve_4_27 capacity_4 8
 serve_4_27 strong_4_27 1
 serve_4_28 cost 3.73
 serve_4_28 served_28 1
 serve_4_28 capacity_4 7
 serve_4_28 strong_4_28 1
 serve_4_29 cost 79.74
 serve_4_29 served_29 1
 serve_4_29 capacity_4 30
 serve_4_29 strong_4_29 1
 serve_4_30 cost 12.2
 serve_4_30 served_30 1
 serve_4_30 capacity_4 9
 serve_4_30 strong_4_30 1
 serve_4_31 cost 318.79
 serve_4_31 served_31 1
 serve_4_31 capacity_4 27
 serve_4_31 strong_4_31 1
 serve_4_32 cost 75.64
 serve_4_32 served_32 1
 serve_4_32 capacity_4 13
 serve_4_32 strong_4_32 1
 serve_4_33 cost 88.14
 serve_4_33 served_33 1
 serve_4_33 capacity_4 24
 serve_4_33 strong_4_33 1
 serve_4_34 cost 23.32
 serve_4_34 served_34 1
 serve_4_34 capacity_4 14
 serve_4_34 strong_4_34 1
 serve_4_35 cost 170.33
 serve_4_35 served_35 1
 serve_4_35 capacity_4 21
 serve_4_35 strong_4_35 1
 serve_4_36 cost 243.58
 serve_4_36 served_36 1
 serve_4_36 capacity_4 33
 serve_4_36 strong_4_36 1
 serve_4_37 cost 49.52
 serve_4_37 served_37 1
 serve_4_37 capacity_4 7
 serve_4_37 strong_4_37 1
 serve_4_38 cost 75.31
 serve_4_38 served_38 1
 serve_4_38 capacity_4 8
 serve_4_38 strong_4_38 1
 serve_4_39 cost 77.67
 serve_4_39 served_39 1
 serve_4_39 capacity_4 10
 serve_4_39 strong_4_39 1
 serve_4_40 cost 121.44
 serve_4_40 served_40 1
 serve_4_40 capacity_4 26
 serve_4_40 strong_4_40 1
 serve_4_41 cost 53.96
 serve_4_41 served_41 1
 serve_4_41 capacity_4 6
 serve_4_41 strong_4_41 1
 serve_4_42 cost 30.84
 serve_4_42 served_42 1
 serve_4_42 capacity_4 21
 serve_4_42 strong_4_42 1
 serve_4_43 cost 156.94
 serve_4_43 served_43 1
 serve_4_43 capacity_4 16
 serve_4_43 strong_4_43 1
 serve_4_44 cost 188.85
 serve_4_44 served_44 1
 serve_4_44 capacity_4 29
 serve_4_44 strong_4_44 1
 serve_4_45 cost 127.93
 serve_4_45 served_45 1
 serve_4_45 capacity_4 13
 serve_4_45 strong_4_45 1
 serve_4_46 cost 30.73
 serve_4_46 served_46 1
 serve_4_46 capacity_4 7
 serve_4_46 strong_4_46 1
 serve_4_47 cost 342.64
 serve_4_47 served_47 1
 serve_4_47 capacity_4 35
 serve_4_47 strong_4_47 1
 serve_4_48 cost 399.76
 serve_4_48 served_48 1
 serve_4_48 capacity_4 35
 serve_4_48 strong_4_48 1
 serve_4_49 cost 34.07
 serve_4_49 served_49 1
 serve_4_49 capacity_4 5
 serve_4_49 strong_4_49 1
 serve_5_0 cost 90.85
 serve_5_0 served_0 1
 serve_5_0 capacity_5 14
 serve_5_0 strong_5_0 1
 serve_5_1 cost 305.47
 serve_5_1 served_1 1
 serve_5_1 capacity_5 32
 serve_5_1 strong_5_1 1
 serve_5_2 cost 203.63
 serve_5_2 served_2 1
 serve_5_2 capacity_5 21
 serve_5_2 strong_5_2 1
 serve_5_3 cost 146.26
 serve_5_3 served_3 1
 serve_5_3 capacity_5 18
 serve_5_3 strong_5_3 1
 serve_5_4 cost 237.91
 serve_5_4 served_4 1
 serve_5_4 capacity_5 26
 serve_5_4 strong_5_4 1
 serve_5_5 cost 81.81
 serve_5_5 served_5 1
 serve_5_5 capacity_5 15
 serve_5_5 strong_5_5 1
 serve_5_6 cost 31.07
 serve_5_6 served_6 1
 serve_5_6 capacity_5 12
 serve_5_6 strong_5_6 1
 serve_5_7 cost 51.55
 serve_5_7 served_7 1
 serve_5_7 capacity_5 21
 serve_5_7 strong_5_7 1
 serve_5_8 cost 139.72
 serve_5_8 served_8 1
 serve_5_8 capacity_5 28
 serve_5_8 strong_5_8 1
 serve_5_9 cost 203.83
 serve_5_9 served_9 1
 serve_5_9 capacity_5 29
 serve_5_9 strong_5_9 1
 serve_5_10 cost 16.94
 serve_5_10 served_10 1
 serve_5_10 capacity_5 6
 serve_5_10 strong_5_10 1
 serve_5_11 cost 27.23
 serve_5_11 served_11 1
 serve_5_11 capacity_5 11
 serve_5_11 strong_5_11 1
 serve_5_12 cost 204.11
 serve_5_12 served_12 1
 serve_5_12 capacity_5 24
 serve_5_12 strong_5_12 1
 serve_5_13 cost 73.01
 serve_5_13 served_13 1
 serve_5_13 capacity_5 25
 serve_5_13 strong_5_13 1
 serve_5_14 cost 37.42
 serve_5_14 served_14 1
 serve_5_14 capacity_5 5
 serve_5_14 strong_5_14 1
 serve_5_15 cost 113.22
 serve_5_15 served_15 1
 serve_5_15 capacity_5 15
 serve_5_15 strong_5_15 1
 serve_5_16 cost 138.02
 serve_5_16 served_16 1
 serve_5_16 capacity_5 18
 serve_5_16 strong_5_16 1
 serve_5_17 cost 357.27
 serve_5_17 served_17 1
 serve_5_17 capacity_5 32
 serve_5_17 strong_5_17 1
 serve_5_18 cost 155.13
 serve_5_18 served_18 1
 serve_5_18 capacity_5 25
 serve_5_18 strong_5_18 1
 serve_5_19 cost 32.82
 serve_5_19 served_19 1
 serve_5_19 capacity_5 16
 serve_5_19 strong_5_19 1
 serve_5_20 cost 62.22
 serve_5_20 served_20 1
 serve_5_20 capacity_5 15
 serve_5_20 strong_5_20 1
 serve_5_21 cost 129.5
 serve_5_21 served_21 1
 serve_5_21 capacity_5 23
 serve_5_21 strong_5_21 1
 serve_5_22 cost 28.77
 serve_5_22 served_22 1
 serve_5_22 capacity_5 5
 serve_5_22 strong_5_22 1
 serve_5_23 cost 96.84
 serve_5_23 served_23 1
 serve_5_23 capacity_5 33
 serve_5_23 strong_5_23 1
 serve_5_24 cost 193.47
 serve_5_24 served_24 1
 serve_5_24 capacity_5 21
 serve_5_24 strong_5_24 1
 serve_5_25 cost 184.78
 serve_5_25 served_25 1
 serve_5_25 capacity_5 22
 serve_5_25 strong_5_25 1
 serve_5_26 cost 179.4
 serve_5_26 served_26 1
 serve_5_26 capacity_5 24
 serve_5_26 strong_5_26 1
 serve_5_27 cost 46.2
 serve_5_27 served_27 1
 serve_5_27 capacity_5 8
 serve_5_27 strong_5_27 1
 serve_5_28 cost 84.25
 serve_5_28 served_28 1
 serve_5_28 capacity_5 7
 serve_5_28 strong_5_28 1
 serve_5_29 cost 302.44
 serve_5_29 served_29 1
 serve_5_29 capacity_5 30
 serve_5_29 strong_5_29 1
 serve_5_30 cost 100.78
 serve_5_30 served_30 1
 serve_5_30 capacity_5 9
 serve_5_30 strong_5_30 1
 serve_5_31 cost 49
 serve_5_31 served_31 1
 serve_5_31 capacity_5 27
 serve_5_31 strong_5_31 1
 serve_5_32 cost 113.38
 serve_5_32 served_32 1
 serve_5_32 capacity_5 13
 serve_5_32 strong_5_32 1
 serve_5_33 cost 224.76
 serve_5_33 served_33 1
 serve_5_33 capacity_5 24
 serve_5_33 strong_5_33 1
 serve_5_34 cost 149.54
 serve_5_34 served_34 1
 serve_5_34 capacity_5 14
 serve_5_34 strong_5_34 1
 serve_5_35 cost 109.18
 serve_5_35 served_35 1
 serve_5_35 capacity_5 21
 serve_5_35 strong_5_35 1
 serve_5_36 cost 312.36
 serve_5_36 served_36 1
 serve_5_36 capacity_5 33
 serve_5_36 strong_5_36 1
 serve_5_37 cost 68.21
 serve_5_37 served_37 1
 serve_5_37 capacity_5 7
 serve_5_37 strong_5_37 1
 serve_5_38 cost 31.21
 serve_5_38 served_38 1
 serve_5_38 capacity_5 8
 serve_5_38 strong_5_38 1
 serve_5_39 cost 42.19
 serve_5_39 served_39 1
 serve_5_39 capacity_5 10
 serve_5_39 strong_5_39 1
 serve_5_40 cost 189.97
 serve_5_40 served_40 1
 serve_5_40 capacity_5 26
 serve_5_40 strong_5_40 1
 serve_5_41 cost 32.31
 serve_5_41 served_41 1
 serve_5_41 capacity_5 6
 serve_5_41 strong_5_41 1
 serve_5_42 cost 220
 serve_5_42 served_42 1
 serve_5_42 capacity_5 21
 serve_5_42 strong_5_42 1
 serve_5_43 cost 43.16
 serve_5_43 served_43 1
 serve_5_43 capacity_5 16
 serve_5_43 strong_5_43 1
 serve_5_44 cost 223.74
 serve_5_44 served_44 1
 serve_5_44 capacity_5 29
 serve_5_44 strong_5_44 1
 serve_5_45 cost 37.56
 serve_5_45 served_45 1
 serve_5_45 capacity_5 13
 serve_5_45 strong_5_45 1
 serve_5_46 cost 52.27
 serve_5_46 served_46 1
 serve_5_46 capacity_5 7
 serve_5_46 strong_5_46 1
 serve_5_47 cost 114.45
 serve_5_47 served_47 1
 serve_5_47 capacity_5 35
 serve_5_47 strong_5_47 1
 serve_5_48 cost 62.9
 serve_5_48 served_48 1
 serve_5_48 capacity_5 35
 serve_5_48 strong_5_48 1
 serve_5_49 cost 28.77
 serve_5_49 served_49 1
 serve_5_49 capacity_5 5
 serve_5_49 strong_5_49 1
 serve_6_0 cost 160.96
 serve_6_0 served_0 1
 serve_6_0 capacity_6 14
 serve_6_0 strong_6_0 1
 serve_6_1 cost 159.71
 serve_6_1 served_1 1
 serve_6_1 capacity_6 32
 serve_6_1 strong_6_1 1
 serve_6_2 cost 246.52
 serve_6_2 served_2 1
 serve_6_2 capacity_6 21
 serve_6_2 strong_6_2 1
 serve_6_3 cost 115.41
 serve_6_3 served_3 1
 serve_6_3 capacity_6 18
 serve_6_3 strong_6_3 1
 serve_6_4 cost 103.37
 serve_6_4 served_4 1
 serve_6_4 capacity_6 26
 serve_6_4 strong_6_4 1
 serve_6_5 cost 98.1
 serve_6_5 served_5 1
 serve_6_5 capacity_6 15
 serve_6_5 strong_6_5 1
 serve_6_6 cost 70.91
 serve_6_6 served_6 1
 serve_6_6 capacity_6 12
 serve_6_6 strong_6_6 1
 serve_6_7 cost 180.23
 serve_6_7 served_7 1
 serve_6_7 capacity_6 21
 serve_6_7 strong_6_7 1
 serve_6_8 cost 287.32
 serve_6_8 served_8 1
 serve_6_8 capacity_6 28
 serve_6_8 strong_6_8 1
 serve_6_9 cost 123.48
 serve_6_9 served_9 1
 serve_6_9 capacity_6 29
 serve_6_9 strong_6_9 1
 serve_6_10 cost 50.05
 serve_6_10 served_10 1
 serve_6_10 capacity_6 6
 serve_6_10 strong_6_10 1
 serve_6_11 cost 61.28
 serve_6_11 served_11 1
 serve_6_11 capacity_6 11
 serve_6_11 strong_6_11 1
 serve_6_12 cost 142.05
 serve_6_12 served_12 1
 serve_6_12 capacity_6 24
 serve_6_12 strong_6_12 1
 serve_6_13 cost 205.78
 serve_6_13 served_13 1
 serve_6_13 capacity_6 25
 serve_6_13 strong_6_13 1
 serve_6_14 cost 38.36
 serve_6_14 served_14 1
 serve_6_14 capacity_6 5
 serve_6_14 strong_6_14 1
 serve_6_15 cost 161.51
 serve_6_15 served_15 1
 serve_6_15 capacity_6 15
 serve_6_15 strong_6_15 1
 serve_6_16 cost 156.99
 serve_6_16 served_16 1
 serve_6_16 capacity_6 18
 serve_6_16 strong_6_16 1
 serve_6_17 cost 237.48
 serve_6_17 served_17 1
 serve_6_17 capacity_6 32
 serve_6_17 strong_6_17 1
 serve_6_18 cost 77.52
 serve_6_18 served_18 1
 serve_6_18 capacity_6 25
 serve_6_18 strong_6_18 1
 serve_6_19 cost 107.62
 serve_6_19 served_19 1
 serve_6_19 capacity_6 16
 serve_6_19 strong_6_19 1
 serve_6_20 cost 124.45
 serve_6_20 served_20 1
 serve_6_20 capacity_6 15
 serve_6_20 strong_6_20 1
 serve_6_21 cost 65.84
 serve_6_21 served_21 1
 serve_6_21 capacity_6 23
 serve_6_21 strong_6_21 1
 serve_6_22 cost 50.86
 serve_6_22 served_22 1
 serve_6_22 capacity_6 5
 serve_6_22 strong_6_22 1
 serve_6_23 cost 318.42
 serve_6_23 served_23 1
 serve_6_23 capacity_6 33
 serve_6_23 strong_6_23 1
 serve_6_24 cost 127.17
 serve_6_24 served_24 1
 serve_6_24 capacity_6 21
 serve_6_24 strong_6_24 1
 serve_6_25 cost 46.25
 serve_6_25 served_25 1
 serve_6_25 capacity_6 22
 serve_6_25 strong_6_25 1
 serve_6_26 cost 216.63
 serve_6_26 served_26 1
 serve_6_26 capacity_6 24
 serve_6_26 strong_6_26 1
 serve_6_27 cost 32.92
 serve_6_27 served_27 1
 serve_6_27 capacity_6 8
 serve_6_27 strong_6_27 1
 serve_6_28 cost 64.84
 serve_6_28 served_28 1
 serve_6_28 capacity_6 7
 serve_6_28 strong_6_28 1
 serve_6_29 cost 200.28
 serve_6_29 served_29 1
 serve_6_29 capacity_6 30
 serve_6_29 strong_6_29 1
 serve_6_30 cost 72.69
 serve_6_30 served_30 1
 serve_6_30 capacity_6 9
 serve_6_30 strong_6_30 1
 serve_6_31 cost 256.16
 serve_6_31 served_31 1
 serve_6_31 capacity_6 27
 serve_6_31 strong_6_31 1
 serve_6_32 cost 141.33
 serve_6_32 served_32 1
 serve_6_32 capacity_6 13
 serve_6_32 strong_6_32 1
 serve_6_33 cost 234.2
 serve_6_33 served_33 1
 serve_6_33 capacity_6 24
 serve_6_33 strong_6_33 1
 serve_6_34 cost 132.96
 serve_6_34 served_34 1
 serve_6_34 capacity_6 14
 serve_6_34 strong_6_34 1
 serve_6_35 cost 70.76
 serve_6_35 served_35 1
 serve_6_35 capacity_6 21
 serve_6_35 strong_6_35 1
 serve_6_36 cost 413.99
 serve_6_36 served_36 1
 serve_6_36 capacity_6 33
 serve_6_36 strong_6_36 1
 serve_6_37 cost 87.88
 serve_6_37 served_37 1
 serve_6_37 capacity_6 7
 serve_6_37 strong_6_37 1
 serve_6_38 cost 75.08
 serve_6_38 served_38 1
 serve_6_38 capacity_6 8
 serve_6_38 strong_6_38 1
 serve_6_39 cost 75.8
 serve_6_39 served_39 1
 serve_6_39 capacity_6 10
 serve_6_39 strong_6_39 1
 serve_6_40 cost 205
 serve_6_40 served_40 1
 serve_6_40 capacity_6 26
 serve_6_40 strong_6_40 1
 serve_6_41 cost 62.29
 serve_6_41 served_41 1
 serve_6_41 capacity_6 6
 serve_6_41 strong_6_41 1
 serve_6_42 cost 165.99
 serve_6_42 served_42 1
 serve_6_42 capacity_6 21
 serve_6_42 strong_6_42 1
 serve_6_43 cost 136.9
 serve_6_43 served_43 1
 serve_6_43 capacity_6 16
 serve_6_43 strong_6_43 1
 serve_6_44 cost 83.91
 serve_6_44 served_44 1
 serve_6_44 capacity_6 29
 serve_6_44 strong_6_44 1
 serve_6_45 cost 114.44
 serve_6_45 served_45 1
 serve_6_45 capacity_6 13
 serve_6_45 strong_6_45 1
 serve_6_46 cost 53.38
 serve_6_46 served_46 1
 serve_6_46 capacity_6 7
 serve_6_46 strong_6_46 1
 serve_6_47 cost 319.71
 serve_6_47 served_47 1
 serve_6_47 capacity_6 35
 serve_6_47 strong_6_47 1
 serve_6_48 cost 323.32
 serve_6_48 served_48 1
 serve_6_48 capacity_6 35
 serve_6_48 strong_6_48 1
 serve_6_49 cost 20.59
 serve_6_49 served_49 1
 serve_6_49 capacity_6 5
 serve_6_49 strong_6_49 1
 serve_7_0 cost 108.79
 serve_7_0 served_0 1
 serve_7_0 capacity_7 14
 serve_7_0 strong_7_0 1
 serve_7_1 cost 104.62
 serve_7_1 served_1 1
 serve_7_1 capacity_7 32
 serve_7_1 strong_7_1 1
 serve_7_2 cost 162.82
 serve_7_2 served_2 1
 serve_7_2 capacity_7 21
 serve_7_2 strong_7_2 1
 serve_7_3 cost 50.96
 serve_7_3 served_3 1
 serve_7_3 capacity_7 18
 serve_7_3 strong_7_3 1
 serve_7_4 cost 75.53
 serve_7_4 served_4 1
 serve_7_4 capacity_7 26
 serve_7_4 strong_7_4 1
 serve_7_5 cost 39.55
 serve_7_5 served_5 1
 serve_7_5 capacity_7 15
 serve_7_5 strong_7_5 1
 serve_7_6 cost 44.39
 serve_7_6 served_6 1
 serve_7_6 capacity_7 12
 serve_7_6 strong_7_6 1
 serve_7_7 cost 120.14
 serve_7_7 served_7 1
 serve_7_7 capacity_7 21
 serve_7_7 strong_7_7 1
 serve_7_8 cost 188.29
 serve_7_8 served_8 1
 serve_7_8 capacity_7 28
 serve_7_8 strong_7_8 1
 serve_7_9 cost 23.14
 serve_7_9 served_9 1
 serve_7_9 capacity_7 29
 serve_7_9 strong_7_9 1
 serve_7_10 cost 31.9
 serve_7_10 served_10 1
 serve_7_10 capacity_7 6
 serve_7_10 strong_7_10 1
 serve_7_11 cost 45.14
 serve_7_11 served_11 1
 serve_7_11 capacity_7 11
 serve_7_11 strong_7_11 1
 serve_7_12 cost 65.3
 serve_7_12 served_12 1
 serve_7_12 capacity_7 24
 serve_7_12 strong_7_12 1
 serve_7_13 cost 129.1
 serve_7_13 served_13 1
 serve_7_13 capacity_7 25
 serve_7_13 strong_7_13 1
 serve_7_14 cost 18.6
 serve_7_14 served_14 1
 serve_7_14 capacity_7 5
 serve_7_14 strong_7_14 1
 serve_7_15 cost 102
 serve_7_15 served_15 1
 serve_7_15 capacity_7 15
 serve_7_15 strong_7_15 1
 serve_7_16 cost 85.21
 serve_7_16 served_16 1
 serve_7_16 capacity_7 18
 serve_7_16 strong_7_16 1
 serve_7_17 cost 166.03
 serve_7_17 served_17 1
 serve_7_17 capacity_7 32
 serve_7_17 strong_7_17 1
 serve_7_18 cost 24.35
 serve_7_18 served_18 1
 serve_7_18 capacity_7 25
 serve_7_18 strong_7_18 1
 serve_7_19 cost 69.56
 serve_7_19 served_19 1
 serve_7_19 capacity_7 16
 serve_7_19 strong_7_19 1
 serve_7_20 cost 71.82
 serve_7_20 served_20 1
 serve_7_20 capacity_7 15
 serve_7_20 strong_7_20 1
 serve_7_21 cost 40.87
 serve_7_21 served_21 1
 serve_7_21 capacity_7 23
 serve_7_21 strong_7_21 1
 serve_7_22 cost 32.13
 serve_7_22 served_22 1
 serve_7_22 capacity_7 5
 serve_7_22 strong_7_22 1
 serve_7_23 cost 222.78
 serve_7_23 served_23 1
 serve_7_23 capacity_7 33
 serve_7_23 strong_7_23 1
 serve_7_24 cost 68.57
 serve_7_24 served_24 1
 serve_7_24 capacity_7 21
 serve_7_24 strong_7_24 1
 serve_7_25 cost 62.43
 serve_7_25 served_25 1
 serve_7_25 capacity_7 22
 serve_7_25 strong_7_25 1
 serve_7_26 cost 120.57
 serve_7_26 served_26 1
 serve_7_26 capacity_7 24
 serve_7_26 strong_7_26 1
 serve_7_27 cost 4.11
 serve_7_27 served_27 1
 serve_7_27 capacity_7 8
 serve_7_27 strong_7_27 1
 serve_7_28 cost 45.85
 serve_7_28 served_28 1
 serve_7_28 capacity_7 7
 serve_7_28 strong_7_28 1
 serve_7_29 cost 124.08
 serve_7_29 served_29 1
 serve_7_29 capacity_7 30
 serve_7_29 strong_7_29 1
 serve_7_30 cost 49.31
 serve_7_30 served_30 1
 serve_7_30 capacity_7 9
 serve_7_30 strong_7_30 1
 serve_7_31 cost 192.87
 serve_7_31 served_31 1
 serve_7_31 capacity_7 27
 serve_7_31 strong_7_31 1
 serve_7_32 cost 89.33
 serve_7_32 served_32 1
 serve_7_32 capacity_7 13
 serve_7_32 strong_7_32 1
 serve_7_33 cost 141.69
 serve_7_33 served_33 1
 serve_7_33 capacity_7 24
 serve_7_33 strong_7_33 1
 serve_7_34 cost 84.9
 serve_7_34 served_34 1
 serve_7_34 capacity_7 14
 serve_7_34 strong_7_34 1
 serve_7_35 cost 35.54
 serve_7_35 served_35 1
 serve_7_35 capacity_7 21
 serve_7_35 strong_7_35 1
 serve_7_36 cost 281.95
 serve_7_36 served_36 1
 serve_7_36 capacity_7 33
 serve_7_36 strong_7_36 1
 serve_7_37 cost 59.85
 serve_7_37 served_37 1
 serve_7_37 capacity_7 7
 serve_7_37 strong_7_37 1
 serve_7_38 cost 48.47
 serve_7_38 served_38 1
 serve_7_38 capacity_7 8
 serve_7_38 strong_7_38 1
 serve_7_39 cost 40.28
 serve_7_39 served_39 1
 serve_7_39 capacity_7 10
 serve_7_39 strong_7_39 1
 serve_7_40 cost 101.45
 serve_7_40 served_40 1
 serve_7_40 capacity_7 26
 serve_7_40 strong_7_40 1
 serve_7_41 cost 40.53
 serve_7_41 served_41 1
 serve_7_41 capacity_7 6
 serve_7_41 strong_7_41 1
 serve_7_42 cost 104.28
 serve_7_42 served_42 1
 serve_7_42 capacity_7 21
 serve_7_42 strong_7_42 1
 serve_7_43 cost 89.49
 serve_7_43 served_43 1
 serve_7_43 capacity_7 16
 serve_7_43 strong_7_43 1
 serve_7_44 cost 50.84
 serve_7_44 served_44 1
 serve_7_44 capacity_7 29
 serve_7_44 strong_7_44 1
 serve_7_45 cost 75.18
 serve_7_45 served_45 1
 serve_7_45 capacity_7 13
 serve_7_45 strong_7_45 1
 serve_7_46 cost 25.72
 serve_7_46 served_46 1
 serve_7_46 capacity_7 7
 serve_7_46 strong_7_46 1
 serve_7_47 cost 210.19
 serve_7_47 served_47 1
 serve_7_47 capacity_7 35
 serve_7_47 strong_7_47 1
 serve_7_48 cost 237.95
 serve_7_48 served_48 1
 serve_7_48 capacity_7 35
 serve_7_48 strong_7_48 1
 serve_7_49 cost 2.68
 serve_7_49 served_49 1
 serve_7_49 capacity_7 5
 serve_7_49 strong_7_49 1
 serve_8_0 cost 35.72
 serve_8_0 served_0 1
 serve_8_0 capacity_8 14
 serve_8_0 strong_8_0 1
 serve_8_1 cost 303.8
 serve_8_1 served_1 1
 serve_8_1 capacity_8 32
 serve_8_1 strong_8_1 1
 serve_8_2 cost 44.88
 serve_8_2 served_2 1
 serve_8_2 capacity_8 21
 serve_8_2 strong_8_2 1
 serve_8_3 cost 121.65
 serve_8_3 served_3 1
 serve_8_3 capacity_8 18
 serve_8_3 strong_8_3 1
 serve_8_4 cost 260.65
 serve_8_4 served_4 1
 serve_8_4 capacity_8 26
 serve_8_4 strong_8_4 1
 serve_8_5 cost 85.41
 serve_8_5 served_5 1
 serve_8_5 capacity_8 15
 serve_8_5 strong_8_5 1
 serve_8_6 cost 94.78
 serve_8_6 served_6 1
 serve_8_6 capacity_8 12
 serve_8_6 strong_8_6 1
 serve_8_7 cost 130.38
 serve_8_7 served_7 1
 serve_8_7 capacity_8 21
 serve_8_7 strong_8_7 1
 serve_8_8 cost 105.61
 serve_8_8 served_8 1
 serve_8_8 capacity_8 28
 serve_8_8 strong_8_8 1
 serve_8_9 cost 238.24
 serve_8_9 served_9 1
 serve_8_9 capacity_8 29
 serve_8_9 strong_8_9 1
 serve_8_10 cost 35.26
 serve_8_10 served_10 1
 serve_8_10 capacity_8 6
 serve_8_10 strong_8_10 1
 serve_8_11 cost 97.65
 serve_8_11 served_11 1
 serve_8_11 capacity_8 11
 serve_8_11 strong_8_11 1
 serve_8_12 cost 181.58
 serve_8_12 served_12 1
 serve_8_12 capacity_8 24
 serve_8_12 strong_8_12 1
 serve_8_13 cost 145.34
 serve_8_13 served_13 1
 serve_8_13 capacity_8 25
 serve_8_13 strong_8_13 1
 serve_8_14 cost 24.87
 serve_8_14 served_14 1
 serve_8_14 capacity_8 5
 serve_8_14 strong_8_14 1
 serve_8_15 cost 21.86
 serve_8_15 served_15 1
 serve_8_15 capacity_8 15
 serve_8_15 strong_8_15 1
 serve_8_16 cost 69.87
 serve_8_16 served_16 1
 serve_8_16 capacity_8 18
 serve_8_16 strong_8_16 1
 serve_8_17 cost 289.82
 serve_8_17 served_17 1
 serve_8_17 capacity_8 32
 serve_8_17 strong_8_17 1
 serve_8_18 cost 228
 serve_8_18 served_18 1
 serve_8_18 capacity_8 25
 serve_8_18 strong_8_18 1
 serve_8_19 cost 119.71
 serve_8_19 served_19 1
 serve_8_19 capacity_8 16
 serve_8_19 strong_8_19 1
 serve_8_20 cost 71.72
 serve_8_20 served_20 1
 serve_8_20 capacity_8 15
 serve_8_20 strong_8_20 1
 serve_8_21 cost 219.23
 serve_8_21 served_21 1
 serve_8_21 capacity_8 23
 serve_8_21 strong_8_21 1
 serve_8_22 cost 14.55
 serve_8_22 served_22 1
 serve_8_22 capacity_8 5
 serve_8_22 strong_8_22 1
 serve_8_23 cost 198.81
 serve_8_23 served_23 1
 serve_8_23 capacity_8 33
 serve_8_23 strong_8_23 1
 serve_8_24 cost 169.96
 serve_8_24 served_24 1
 serve_8_24 capacity_8 21
 serve_8_24 strong_8_24 1
 serve_8_25 cost 240.49
 serve_8_25 served_25 1
 serve_8_25 capacity_8 22
 serve_8_25 strong_8_25 1
 serve_8_26 cost 82.01
 serve_8_26 served_26 1
 serve_8_26 capacity_8 24
 serve_8_26 strong_8_26 1
 serve_8_27 cost 64.86
 serve_8_27 served_27 1
 serve_8_27 capacity_8 8
 serve_8_27 strong_8_27 1
 serve_8_28 cost 58.38
 serve_8_28 served_28 1
 serve_8_28 capacity_8 7
 serve_8_28 strong_8_28 1
 serve_8_29 cost 252.87
 serve_8_29 served_29 1
 serve_8_29 capacity_8 30
 serve_8_29 strong_8_29 1
 serve_8_30 cost 75.65
 serve_8_30 served_30 1
 serve_8_30 capacity_8 9
 serve_8_30 strong_8_30 1
 serve_8_31 cost 203.19
 serve_8_31 served_31 1
 serve_8_31 capacity_8 27
 serve_8_31 strong_8_31 1
 serve_8_32 cost 26.08
 serve_8_32 served_32 1
 serve_8_32 capacity_8 13
 serve_8_32 strong_8_32 1
 serve_8_33 cost 99.96
 serve_8_33 served_33 1
 serve_8_33 capacity_8 24
 serve_8_33 strong_8_33 1
 serve_8_34 cost 86.04
 serve_8_34 served_34 1
 serve_8_34 capacity_8 14
 serve_8_34 strong_8_34 1
 serve_8_35 cost 191.16
 serve_8_35 served_35 1
 serve_8_35 capacity_8 21
 serve_8_35 strong_8_35 1
 serve_8_36 cost 30.28
 serve_8_36 served_36 1
 serve_8_36 capacity_8 33
 serve_8_36 strong_8_36 1
 serve_8_37 cost 9.24
 serve_8_37 served_37 1
 serve_8_37 capacity_8 7
 serve_8_37 strong_8_37 1
 serve_8_38 cost 38.21
 serve_8_38 served_38 1
 serve_8_38 capacity_8 8
 serve_8_38 strong_8_38 1
 serve_8_39 cost 51.82
 serve_8_39 served_39 1
 serve_8_39 capacity_8 10
 serve_8_39 strong_8_39 1
 serve_8_40 cost 120.73
 serve_8_40 served_40 1
 serve_8_40 capacity_8 26
 serve_8_40 strong_8_40 1
 serve_8_41 cost 20.06
 serve_8_41 served_41 1
 serve_8_41 capacity_8 6
 serve_8_41 strong_8_41 1
 serve_8_42 cost 160.14
 serve_8_42 served_42 1
 serve_8_42 capacity_8 21
 serve_8_42 strong_8_42 1
 serve_8_43 cost 95.49
 serve_8_43 served_43 1
 serve_8_43 capacity_8 16
 serve_8_43 strong_8_43 1
 serve_8_44 cost 283.58
 serve_8_44 served_44 1
 serve_8_44 capacity_8 29
 serve_8_44 strong_8_44 1
 serve_8_45 cost 75.09
 serve_8_45 served_45 1
 serve_8_45 capacity_8 13
 serve_8_45 strong_8_45 1
 serve_8_46 cost 35.12
 serve_8_46 served_46 1
 serve_8_46 capacity_8 7
 serve_8_46 strong_8_46 1
 serve_8_47 cost 189.5
 serve_8_47 served_47 1
 serve_8_47 capacity_8 35
 serve_8_47 strong_8_47 1
 serve_8_48 cost 253.59
 serve_8_48 served_48 1
 serve_8_48 capacity_8 35
 serve_8_48 strong_8_48 1
 serve_8_49 cost 40.53
 serve_8_49 served_49 1
 serve_8_49 capacity_8 5
 serve_8_49 strong_8_49 1
 serve_9_0 cost 132.33
 serve_9_0 served_0 1
 serve_9_0 capacity_9 14
 serve_9_0 strong_9_0 1
 serve_9_1 cost 95.48
 serve_9_1 served_1 1
 serve_9_1 capacity_9 32
 serve_9_1 strong_9_1 1
 serve_9_2 cost 194.94
 serve_9_2 served_2 1
 serve_9_2 capacity_9 21
 serve_9_2 strong_9_2 1
 serve_9_3 cost 70.5
 serve_9_3 served_3 1
 serve_9_3 capacity_9 18
 serve_9_3 strong_9_3 1
 serve_9_4 cost 55.96
 serve_9_4 served_4 1
 serve_9_4 capacity_9 26
 serve_9_4 strong_9_4 1
 serve_9_5 cost 64.87
 serve_9_5 served_5 1
 serve_9_5 capacity_9 15
 serve_9_5 strong_9_5 1
 serve_9_6 cost 57.51
 serve_9_6 served_6 1
 serve_9_6 capacity_9 12
 serve_9_6 strong_9_6 1
 serve_9_7 cost 150.21
 serve_9_7 served_7 1
 serve_9_7 capacity_9 21
 serve_9_7 strong_9_7 1
 serve_9_8 cost 234.39
 serve_9_8 served_8 1
 serve_9_8 capacity_9 28
 serve_9_8 strong_9_8 1
 serve_9_9 cost 51.29
 serve_9_9 served_9 1
 serve_9_9 capacity_9 29
 serve_9_9 strong_9_9 1
 serve_9_10 cost 40.79
 serve_9_10 served_10 1
 serve_9_10 capacity_9 6
 serve_9_10 strong_9_10 1
 serve_9_11 cost 53.77
 serve_9_11 served_11 1
 serve_9_11 capacity_9 11
 serve_9_11 strong_9_11 1
 serve_9_12 cost 83.31
 serve_9_12 served_12 1
 serve_9_12 capacity_9 24
 serve_9_12 strong_9_12 1
 serve_9_13 cost 166.44
 serve_9_13 served_13 1
 serve_9_13 capacity_9 25
 serve_9_13 strong_9_13 1
 serve_9_14 cost 26.02
 serve_9_14 served_14 1
 serve_9_14 capacity_9 5
 serve_9_14 strong_9_14 1
 serve_9_15 cost 126.94
 serve_9_15 served_15 1
 serve_9_15 capacity_9 15
 serve_9_15 strong_9_15 1
 serve_9_16 cost 112.98
 serve_9_16 served_16 1
 serve_9_16 capacity_9 18
 serve_9_16 strong_9_16 1
 serve_9_17 cost 171.06
 serve_9_17 served_17 1
 serve_9_17 capacity_9 32
 serve_9_17 strong_9_17 1
 serve_9_18 cost 28.33
 serve_9_18 served_18 1
 serve_9_18 capacity_9 25
 serve_9_18 strong_9_18 1
 serve_9_19 cost 88.81
 serve_9_19 served_19 1
 serve_9_19 capacity_9 16
 serve_9_19 strong_9_19 1
 serve_9_20 cost 96.23
 serve_9_20 served_20 1
 serve_9_20 capacity_9 15
 serve_9_20 strong_9_20 1
 serve_9_21 cost 40.07
 serve_9_21 served_21 1
 serve_9_21 capacity_9 23
 serve_9_21 strong_9_21 1
 serve_9_22 cost 40.54
 serve_9_22 served_22 1
 serve_9_22 capacity_9 5
 serve_9_22 strong_9_22 1
 serve_9_23 cost 270.98
 serve_9_23 served_23 1
 serve_9_23 capacity_9 33
 serve_9_23 strong_9_23 1
 serve_9_24 cost 78.04
 serve_9_24 served_24 1
 serve_9_24 capacity_9 21
 serve_9_24 strong_9_24 1
 serve_9_25 cost 26.45
 serve_9_25 served_25 1
 serve_9_25 capacity_9 22
 serve_9_25 strong_9_25 1
 serve_9_26 cost 158.7
 serve_9_26 served_26 1
 serve_9_26 capacity_9 24
 serve_9_26 strong_9_26 1
 serve_9_27 cost 15.95
 serve_9_27 served_27 1
 serve_9_27 capacity_9 8
 serve_9_27 strong_9_27 1
 serve_9_28 cost 49.28
 serve_9_28 served_28 1
 serve_9_28 capacity_9 7
 serve_9_28 strong_9_28 1
 serve_9_29 cost 133.46
 serve_9_29 served_29 1
 serve_9_29 capacity_9 30
 serve_9_29 strong_9_29 1
 serve_9_30 cost 52.86
 serve_9_30 served_30 1
 serve_9_30 capacity_9 9
 serve_9_30 strong_9_30 1
 serve_9_31 cost 227.17
 serve_9_31 served_31 1
 serve_9_31 capacity_9 27
 serve_9_31 strong_9_31 1
 serve_9_32 cost 109.77
 serve_9_32 served_32 1
 serve_9_32 capacity_9 13
 serve_9_32 strong_9_32 1
 serve_9_33 cost 174.24
 serve_9_33 served_33 1
 serve_9_33 capacity_9 24
 serve_9_33 strong_9_33 1
 serve_9_34 cost 98.69
 serve_9_34 served_34 1
 serve_9_34 capacity_9 14
 serve_9_34 strong_9_34 1
 serve_9_35 cost 44.22
 serve_9_35 served_35 1
 serve_9_35 capacity_9 21
 serve_9_35 strong_9_35 1
 serve_9_36 cost 335.24
 serve_9_36 served_36 1
 serve_9_36 capacity_9 33
 serve_9_36 strong_9_36 1
 serve_9_37 cost 70.99
 serve_9_37 served_37 1
 serve_9_37 capacity_9 7
 serve_9_37 strong_9_37 1
 serve_9_38 cost 61.17
 serve_9_38 served_38 1
 serve_9_38 capacity_9 8
 serve_9_38 strong_9_38 1
 serve_9_39 cost 56.59
 serve_9_39 served_39 1
 serve_9_39 capacity_9 10
 serve_9_39 strong_9_39 1
 serve_9_40 cost 141.39
 serve_9_40 served_40 1
 serve_9_40 capacity_9 26
 serve_9_40 strong_9_40 1
 serve_9_41 cost 50.51
 serve_9_41 served_41 1
 serve_9_41 capacity_9 6
 serve_9_41 strong_9_41 1
 serve_9_42 cost 117.1
 serve_9_42 served_42 1
 serve_9_42 capacity_9 21
 serve_9_42 strong_9_42 1
 serve_9_43 cost 112.94
 serve_9_43 served_43 1
 serve_9_43 capacity_9 16
 serve_9_43 strong_9_43 1
 serve_9_44 cost 16.8
 serve_9_44 served_44 1
 serve_9_44 capacity_9 29
 serve_9_44 strong_9_44 1
 serve_9_45 cost 94.52
 serve_9_45 served_45 1
 serve_9_45 capacity_9 13
 serve_9_45 strong_9_45 1
 serve_9_46 cost 36.11
 serve_9_46 served_46 1
 serve_9_46 capacity_9 7
 serve_9_46 strong_9_46 1
 serve_9_47 cost 263.64
 serve_9_47 served_47 1
 serve_9_47 capacity_9 35
 serve_9_47 strong_9_47 1
 serve_9_48 cost 283.41
 serve_9_48 served_48 1
 serve_9_48 capacity_9 35
 serve_9_48 strong_9_48 1
 serve_9_49 cost 10.03
 serve_9_49 served_49 1
 serve_9_49 capacity_9 5
 serve_9_49 strong_9_49 1
 serve_10_0 cost 112.95
 serve_10_0 served_0 1
 serve_10_0 capacity_10 14
 serve_10_0 strong_10_0 1
 serve_10_1 cost 104.92
 serve_10_1 served_1 1
 serve_10_1 capacity_10 32
 serve_10_1 strong_10_1 1
 serve_10_2 cost 113.25
 serve_10_2 served_2 1
 serve_10_2 capacity_10 21
 serve_10_2 strong_10_2 1
 serve_10_3 cost 35.23
 serve_10_3 served_3 1
 serve_10_3 capacity_10 18
 serve_10_3 strong_10_3 1
 serve_10_4 cost 109.59
 serve_10_4 served_4 1
 serve_10_4 capacity_10 26
 serve_10_4 strong_10_4 1
 serve_10_5 cost 68.31
 serve_10_5 served_5 1
 serve_10_5 capacity_10 15
 serve_10_5 strong_10_5 1
 serve_10_6 cost 91.49
 serve_10_6 served_6 1
 serve_10_6 capacity_10 12
 serve_10_6 strong_10_6 1
 serve_10_7 cost 176.47
 serve_10_7 served_7 1
 serve_10_7 capacity_10 21
 serve_10_7 strong_10_7 1
 serve_10_8 cost 220.21
 serve_10_8 served_8 1
 serve_10_8 capacity_10 28
 serve_10_8 strong_10_8 1
 serve_10_9 cost 116.39
 serve_10_9 served_9 1
 serve_10_9 capacity_10 29
 serve_10_9 strong_10_9 1
 serve_10_10 cost 47.27
 serve_10_10 served_10 1
 serve_10_10 capacity_10 6
 serve_10_10 strong_10_10 1
 serve_10_11 cost 91.97
 serve_10_11 served_11 1
 serve_10_11 capacity_10 11
 serve_10_11 strong_10_11 1
 serve_10_12 cost 49.19
 serve_10_12 served_12 1
 serve_10_12 capacity_10 24
 serve_10_12 strong_10_12 1
 serve_10_13 cost 192.7
 serve_10_13 served_13 1
 serve_10_13 capacity_10 25
 serve_10_13 strong_10_13 1
 serve_10_14 cost 14.07
 serve_10_14 served_14 1
 serve_10_14 capacity_10 5
 serve_10_14 strong_10_14 1
 serve_10_15 cost 90.02
 serve_10_15 served_15 1
 serve_10_15 capacity_10 15
 serve_10_15 strong_10_15 1
 serve_10_16 cost 62.24
 serve_10_16 served_16 1
 serve_10_16 capacity_10 18
 serve_10_16 strong_10_16 1
 serve_10_17 cost 65.35
 serve_10_17 served_17 1
 serve_10_17 capacity_10 32
 serve_10_17 strong_10_17 1
 serve_10_18 cost 139.24
 serve_10_18 served_18 1
 serve_10_18 capacity_10 25
 serve_10_18 strong_10_18 1
 serve_10_19 cost 127.15
 serve_10_19 served_19 1
 serve_10_19 capacity_10 16
 serve_10_19 strong_10_19 1
 serve_10_20 cost 99.54
 serve_10_20 served_20 1
 serve_10_20 capacity_10 15
 serve_10_20 strong_10_20 1
 serve_10_21 cost 148.69
 serve_10_21 served_21 1
 serve_10_21 capacity_10 23
 serve_10_21 strong_10_21 1
 serve_10_22 cost 34.99
 serve_10_22 served_22 1
 serve_10_22 capacity_10 5
 serve_10_22 strong_10_22 1
 serve_10_23 cost 301.31
 serve_10_23 served_23 1
 serve_10_23 capacity_10 33
 serve_10_23 strong_10_23 1
 serve_10_24 cost 39.51
 serve_10_24 served_24 1
 serve_10_24 capacity_10 21
 serve_10_24 strong_10_24 1
 serve_10_25 cost 129.96
 serve_10_25 served_25 1
 serve_10_25 capacity_10 22
 serve_10_25 strong_10_25 1
 serve_10_26 cost 95.29
 serve_10_26 served_26 1
 serve_10_26 capacity_10 24
 serve_10_26 strong_10_26 1
 serve_10_27 cost 40.48
 serve_10_27 served_27 1
 serve_10_27 capacity_10 8
 serve_10_27 strong_10_27 1
 serve_10_28 cost 14.36
 serve_10_28 served_28 1
 serve_10_28 capacity_10 7
 serve_10_28 strong_10_28 1
 serve_10_29 cost 48.97
 serve_10_29 served_29 1
 serve_10_29 capacity_10 30
 serve_10_29 strong_10_29 1
 serve_10_30 cost 13.26
 serve_10_30 served_30 1
 serve_10_30 capacity_10 9
 serve_10_30 strong_10_30 1
 serve_10_31 cost 273.89
 serve_10_31 served_31 1
 serve_10_31 capacity_10 27
 serve_10_31 strong_10_31 1
 serve_10_32 cost 65.36
 serve_10_32 served_32 1
 serve_10_32 capacity_10 13
 serve_10_32 strong_10_32 1
 serve_10_33 cost 70.7
 serve_10_33 served_33 1
 serve_10_33 capacity_10 24
 serve_10_33 strong_10_33 1
 serve_10_34 cost 23.19
 serve_10_34 served_34 1
 serve_10_34 capacity_10 14
 serve_10_34 strong_10_34 1
 serve_10_35 cost 134.27
 serve_10_35 served_35 1
 serve_10_35 capacity_10 21
 serve_10_35 strong_10_35 1
 serve_10_36 cost 223.59
 serve_10_36 served_36 1
 serve_10_36 capacity_10 33
 serve_10_36 strong_10_36 1
 serve_10_37 cost 45.84
 serve_10_37 served_37 1
 serve_10_37 capacity_10 7
 serve_10_37 strong_10_37 1
 serve_10_38 cost 63
 serve_10_38 served_38 1
 serve_10_38 capacity_10 8
 serve_10_38 strong_10_38 1
 serve_10_39 cost 61.14
 serve_10_39 served_39 1
 serve_10_39 capacity_10 10
 serve_10_39 strong_10_39 1
 serve_10_40 cost 81.77
 serve_10_40 served_40 1
 serve_10_40 capacity_10 26
 serve_10_40 strong_10_40 1
 serve_10_41 cost 45.76
 serve_10_41 served_41 1
 serve_10_41 capacity_10 6
 serve_10_41 strong_10_41 1
 serve_10_42 cost 13.38
 serve_10_42 served_42 1
 serve_10_42 capacity_10 21
 serve_10_42 strong_10_42 1
 serve_10_43 cost 130.65
 serve_10_43 served_43 1
 serve_10_43 capacity_10 16
 serve_10_43 strong_10_43 1
 serve_10_44 cost 145.71
 serve_10_44 served_44 1
 serve_10_44 capacity_10 29
 serve_10_44 strong_10_44 1
 serve_10_45 cost 106.83
 serve_10_45 served_45 1
 serve_10_45 capacity_10 13
 serve_10_45 strong_10_45 1
 serve_10_46 cost 19.64
 serve_10_46 served_46 1
 serve_10_46 capacity_10 7
 serve_10_46 strong_10_46 1
 serve_10_47 cost 287.04
 serve_10_47 served_47 1
 serve_10_47 capacity_10 35
 serve_10_47 strong_10_47 1
 serve_10_48 cost 341.55
 serve_10_48 served_48 1
 serve_10_48 capacity_10 35
 serve_10_48 strong_10_48 1
 serve_10_49 cost 25.39
 serve_10_49 served_49 1
 serve_10_49 capacity_10 5
 serve_10_49 strong_10_49 1
 serve_11_0 cost 58.37
 serve_11_0 served_0 1
 serve_11_0 capacity_11 14
 serve_11_0 strong_11_0 1
 serve_11_1 cost 299.65
 serve_11_1 served_1 1
 serve_11_1 capacity_11 32
 serve_11_1 strong_11_1 1
 serve_11_2 cost 161.72
 serve_11_2 served_2 1
 serve_11_2 capacity_11 21
 serve_11_2 strong_11_2 1
 serve_11_3 cost 132.72
 serve_11_3 served_3 1
 serve_11_3 capacity_11 18
 serve_11_3 strong_11_3 1
 serve_11_4 cost 239.63
 serve_11_4 served_4 1
 serve_11_4 capacity_11 26
 serve_11_4 strong_11_4 1
 serve_11_5 cost 68.58
 serve_11_5 served_5 1
 serve_11_5 capacity_11 15
 serve_11_5 strong_11_5 1
 serve_11_6 cost 38.18
 serve_11_6 served_6 1
 serve_11_6 capacity_11 12
 serve_11_6 strong_11_6 1
 serve_11_7 cost 13.45
 serve_11_7 served_7 1
 serve_11_7 capacity_11 21
 serve_11_7 strong_11_7 1
 serve_11_8 cost 75.57
 serve_11_8 served_8 1
 serve_11_8 capacity_11 28
 serve_11_8 strong_11_8 1
 serve_11_9 cost 200.97
 serve_11_9 served_9 1
 serve_11_9 capacity_11 29
 serve_11_9 strong_11_9 1
 serve_11_10 cost 6.89
 serve_11_10 served_10 1
 serve_11_10 capacity_11 6
 serve_11_10 strong_11_10 1
 serve_11_11 cost 41.36
 serve_11_11 served_11 1
 serve_11_11 capacity_11 11
 serve_11_11 strong_11_11 1
 serve_11_12 cost 190.49
 serve_11_12 served_12 1
 serve_11_12 capacity_11 24
 serve_11_12 strong_11_12 1
 serve_11_13 cost 32.99
 serve_11_13 served_13 1
 serve_11_13 capacity_11 25
 serve_11_13 strong_11_13 1
 serve_11_14 cost 31.37
 serve_11_14 served_14 1
 serve_11_14 capacity_11 5
 serve_11_14 strong_11_14 1
 serve_11_15 cost 81.94
 serve_11_15 served_15 1
 serve_11_15 capacity_11 15
 serve_11_15 strong_11_15 1
 serve_11_16 cost 110.7
 serve_11_16 served_16 1
 serve_11_16 capacity_11 18
 serve_11_16 strong_11_16 1
 serve_11_17 cost 336.98
 serve_11_17 served_17 1
 serve_11_17 capacity_11 32
 serve_11_17 strong_11_17 1
 serve_11_18 cost 165.25
 serve_11_18 served_18 1
 serve_11_18 capacity_11 25
 serve_11_18 strong_11_18 1
 serve_11_19 cost 37.9
 serve_11_19 served_19 1
 serve_11_19 capacity_11 16
 serve_11_19 strong_11_19 1
 serve_11_20 cost 36.87
 serve_11_20 served_20 1
 serve_11_20 capacity_11 15
 serve_11_20 strong_11_20 1
 serve_11_21 cost 145.72
 serve_11_21 served_21 1
 serve_11_21 capacity_11 23
 serve_11_21 strong_11_21 1
 serve_11_22 cost 17.84
 serve_11_22 served_22 1
 serve_11_22 capacity_11 5
 serve_11_22 strong_11_22 1
 serve_11_23 cost 21.34
 serve_11_23 served_23 1
 serve_11_23 capacity_11 33
 serve_11_23 strong_11_23 1
 serve_11_24 cost 182.26
 serve_11_24 served_24 1
 serve_11_24 capacity_11 21
 serve_11_24 strong_11_24 1
 serve_11_25 cost 196.52
 serve_11_25 served_25 1
 serve_11_25 capacity_11 22
 serve_11_25 strong_11_25 1
 serve_11_26 cost 140.18
 serve_11_26 served_26 1
 serve_11_26 capacity_11 24
 serve_11_26 strong_11_26 1
 serve_11_27 cost 46.93
 serve_11_27 served_27 1
 serve_11_27 capacity_11 8
 serve_11_27 strong_11_27 1
 serve_11_28 cost 77.31
 serve_11_28 served_28 1
 serve_11_28 capacity_11 7
 serve_11_28 strong_11_28 1
 serve_11_29 cost 284.51
 serve_11_29 served_29 1
 serve_11_29 capacity_11 30
 serve_11_29 strong_11_29 1
 serve_11_30 cost 93.45
 serve_11_30 served_30 1
 serve_11_30 capacity_11 9
 serve_11_30 strong_11_30 1
 serve_11_31 cost 32.47
 serve_11_31 served_31 1
 serve_11_31 capacity_11 27
 serve_11_31 strong_11_31 1
 serve_11_32 cost 88.08
 serve_11_32 served_32 1
 serve_11_32 capacity_11 13
 serve_11_32 strong_11_32 1
 serve_11_33 cost 187.04
 serve_11_33 served_33 1
 serve_11_33 capacity_11 24
 serve_11_33 strong_11_33 1
 serve_11_34 cost 131.42
 serve_11_34 served_34 1
 serve_11_34 capacity_11 14
 serve_11_34 strong_11_34 1
 serve_11_35 cost 122.45
 serve_11_35 served_35 1
 serve_11_35 capacity_11 21
 serve_11_35 strong_11_35 1
 serve_11_36 cost 240.55
 serve_11_36 served_36 1
 serve_11_36 capacity_11 33
 serve_11_36 strong_11_36 1
 serve_11_37 cost 53.2
 serve_11_37 served_37 1
 serve_11_37 capacity_11 7
 serve_11_37 strong_11_37 1
 serve_11_38 cost 13.51
 serve_11_38 served_38 1
 serve_11_38 capacity_11 8
 serve_11_38 strong_11_38 1
 serve_11_39 cost 29.08
 serve_11_39 served_39 1
 serve_11_39 capacity_11 10
 serve_11_39 strong_11_39 1
 serve_11_40 cost 156.25
 serve_11_40 served_40 1
 serve_11_40 capacity_11 26
 serve_11_40 strong_11_40 1
 serve_11_41 cost 18.68
 serve_11_41 served_41 1
 serve_11_41 capacity_11 6
 serve_11_41 strong_11_41 1
 serve_11_42 cost 201.35
 serve_11_42 served_42 1
 serve_11_42 capacity_11 21
 serve_11_42 strong_11_42 1
 serve_11_43 cost 13.7
 serve_11_43 served_43 1
 serve_11_43 capacity_11 16
 serve_11_43 strong_11_43 1
 serve_11_44 cost 232.57
 serve_11_44 served_44 1
 serve_11_44 capacity_11 29
 serve_11_44 strong_11_44 1
 serve_11_45 cost 10.9
 serve_11_45 served_45 1
 serve_11_45 capacity_11 13
 serve_11_45 strong_11_45 1
 serve_11_46 cost 43.89
 serve_11_46 served_46 1
 serve_11_46 capacity_11 7
 serve_11_46 strong_11_46 1
 serve_11_47 cost 37.28
 serve_11_47 served_47 1
 serve_11_47 capacity_11 35
 serve_11_47 strong_11_47 1
 serve_11_48 cost 29.59
 serve_11_48 served_48 1
 serve_11_48 capacity_11 35
 serve_11_48 strong_11_48 1
 serve_11_49 cost 29.24
 serve_11_49 served_49 1
 serve_11_49 capacity_11 5
 serve_11_49 strong_11_49 1
 serve_12_0 cost 87.79
 serve_12_0 served_0 1
 serve_12_0 capacity_12 14
 serve_12_0 strong_12_0 1
 serve_12_1 cost 219.55
 serve_12_1 served_1 1
 serve_12_1 capacity_12 32
 serve_12_1 strong_12_1 1
 serve_12_2 cost 174.11
 serve_12_2 served_2 1
 serve_12_2 capacity_12 21
 serve_12_2 strong_12_2 1
 serve_12_3 cost 100.61
 serve_12_3 served_3 1
 serve_12_3 capacity_12 18
 serve_12_3 strong_12_3 1
 serve_12_4 cost 168.52
 serve_12_4 served_4 1
 serve_12_4 capacity_12 26
 serve_12_4 strong_12_4 1
 serve_12_5 cost 47.47
 serve_12_5 served_5 1
 serve_12_5 capacity_12 15
 serve_12_5 strong_12_5 1
 serve_12_6 cost 1.36
 serve_12_6 served_6 1
 serve_12_6 capacity_12 12
 serve_12_6 strong_12_6 1
 serve_12_7 cost 57.24
 serve_12_7 served_7 1
 serve_12_7 capacity_12 21
 serve_12_7 strong_12_7 1
 serve_12_8 cost 134.89
 serve_12_8 served_8 1
 serve_12_8 capacity_12 28
 serve_12_8 strong_12_8 1
 serve_12_9 cost 125.99
 serve_12_9 served_9 1
 serve_12_9 capacity_12 29
 serve_12_9 strong_12_9 1
 serve_12_10 cost 15.43
 serve_12_10 served_10 1
 serve_12_10 capacity_12 6
 serve_12_10 strong_12_10 1
 serve_12_11 cost 11.88
 serve_12_11 served_11 1
 serve_12_11 capacity_12 11
 serve_12_11 strong_12_11 1
 serve_12_12 cost 141.34
 serve_12_12 served_12 1
 serve_12_12 capacity_12 24
 serve_12_12 strong_12_12 1
 serve_12_13 cost 62.51
 serve_12_13 served_13 1
 serve_12_13 capacity_12 25
 serve_12_13 strong_12_13 1
 serve_12_14 cost 26.36
 serve_12_14 served_14 1
 serve_12_14 capacity_12 5
 serve_12_14 strong_12_14 1
 serve_12_15 cost 96.96
 serve_12_15 served_15 1
 serve_12_15 capacity_12 15
 serve_12_15 strong_12_15 1
 serve_12_16 cost 103.25
 serve_12_16 served_16 1
 serve_12_16 capacity_12 18
 serve_12_16 strong_12_16 1
 serve_12_17 cost 273.26
 serve_12_17 served_17 1
 serve_12_17 capacity_12 32
 serve_12_17 strong_12_17 1
 serve_12_18 cost 89.96
 serve_12_18 served_18 1
 serve_12_18 capacity_12 25
 serve_12_18 strong_12_18 1
 serve_12_19 cost 13.67
 serve_12_19 served_19 1
 serve_12_19 capacity_12 16
 serve_12_19 strong_12_19 1
 serve_12_20 cost 46.27
 serve_12_20 served_20 1
 serve_12_20 capacity_12 15
 serve_12_20 strong_12_20 1
 serve_12_21 cost 73.01
 serve_12_21 served_21 1
 serve_12_21 capacity_12 23
 serve_12_21 strong_12_21 1
 serve_12_22 cost 25.58
 serve_12_22 served_22 1
 serve_12_22 capacity_12 5
 serve_12_22 strong_12_22 1
 serve_12_23 cost 124.75
 serve_12_23 served_23 1
 serve_12_23 capacity_12 33
 serve_12_23 strong_12_23 1
 serve_12_24 cost 138.15
 serve_12_24 served_24 1
 serve_12_24 capacity_12 21
 serve_12_24 strong_12_24 1
 serve_12_25 cost 129.26
 serve_12_25 served_25 1
 serve_12_25 capacity_12 22
 serve_12_25 strong_12_25 1
 serve_12_26 cost 136.61
 serve_12_26 served_26 1
 serve_12_26 capacity_12 24
 serve_12_26 strong_12_26 1
 serve_12_27 cost 24.74
 serve_12_27 served_27 1
 serve_12_27 capacity_12 8
 serve_12_27 strong_12_27 1
 serve_12_28 cost 66.79
 serve_12_28 served_28 1
 serve_12_28 capacity_12 7
 serve_12_28 strong_12_28 1
 serve_12_29 cost 223.66
 serve_12_29 served_29 1
 serve_12_29 capacity_12 30
 serve_12_29 strong_12_29 1
 serve_12_30 cost 77.7
 serve_12_30 served_30 1
 serve_12_30 capacity_12 9
 serve_12_30 strong_12_30 1
 serve_12_31 cost 100.12
 serve_12_31 served_31 1
 serve_12_31 capacity_12 27
 serve_12_31 strong_12_31 1
 serve_12_32 cost 94.71
 serve_12_32 served_32 1
 serve_12_32 capacity_12 13
 serve_12_32 strong_12_32 1
 serve_12_33 cost 177.38
 serve_12_33 served_33 1
 serve_12_33 capacity_12 24
 serve_12_33 strong_12_33 1
 serve_12_34 cost 117.67
 serve_12_34 served_34 1
 serve_12_34 capacity_12 14
 serve_12_34 strong_12_34 1
 serve_12_35 cost 56.43
 serve_12_35 served_35 1
 serve_12_35 capacity_12 21
 serve_12_35 strong_12_35 1
 serve_12_36 cost 279.27
 serve_12_36 served_36 1
 serve_12_36 capacity_12 33
 serve_12_36 strong_12_36 1
 serve_12_37 cost 60.51
 serve_12_37 served_37 1
 serve_12_37 capacity_12 7
 serve_12_37 strong_12_37 1
 serve_12_38 cost 30.14
 serve_12_38 served_38 1
 serve_12_38 capacity_12 8
 serve_12_38 strong_12_38 1
 serve_12_39 cost 26.58
 serve_12_39 served_39 1
 serve_12_39 capacity_12 10
 serve_12_39 strong_12_39 1
 serve_12_40 cost 134.74
 serve_12_40 served_40 1
 serve_12_40 capacity_12 26
 serve_12_40 strong_12_40 1
 serve_12_41 cost 30.41
 serve_12_41 served_41 1
 serve_12_41 capacity_12 6
 serve_12_41 strong_12_41 1
 serve_12_42 cost 167.03
 serve_12_42 served_42 1
 serve_12_42 capacity_12 21
 serve_12_42 strong_12_42 1
 serve_12_43 cost 43.82
 serve_12_43 served_43 1
 serve_12_43 capacity_12 16
 serve_12_43 strong_12_43 1
 serve_12_44 cost 147.67
 serve_12_44 served_44 1
 serve_12_44 capacity_12 29
 serve_12_44 strong_12_44 1
 serve_12_45 cost 39
 serve_12_45 served_45 1
 serve_12_45 capacity_12 13
 serve_12_45 strong_12_45 1
 serve_12_46 cost 36.72
 serve_12_46 served_46 1
 serve_12_46 capacity_12 7
 serve_12_46 strong_12_46 1
 serve_12_47 cost 118.19
 serve_12_47 served_47 1
 serve_12_47 capacity_12 35
 serve_12_47 strong_12_47 1
 serve_12_48 cost 119.46
 serve_12_48 served_48 1
 serve_12_48 capacity_12 35
 serve_12_48 strong_12_48 1
 serve_12_49 cost 15.35
 serve_12_49 served_49 1
 serve_12_49 capacity_12 5
 serve_12_49 strong_12_49 1
 serve_13_0 cost 41.56
 serve_13_0 served_0 1
 serve_13_0 capacity_13 14
 serve_13_0 strong_13_0 1
 serve_13_1 cost 222.05
 serve_13_1 served_1 1
 serve_13_1 capacity_13 32
 serve_13_1 strong_13_1 1
 serve_13_2 cost 89.43
 serve_13_2 served_2 1
 serve_13_2 capacity_13 21
 serve_13_2 strong_13_2 1
 serve_13_3 cost 79.04
 serve_13_3 served_3 1
 serve_13_3 capacity_13 18
 serve_13_3 strong_13_3 1
 serve_13_4 cost 186.45
 serve_13_4 served_4 1
 serve_13_4 capacity_13 26
 serve_13_4 strong_13_4 1
 serve_13_5 cost 32.94
 serve_13_5 served_5 1
 serve_13_5 capacity_13 15
 serve_13_5 strong_13_5 1
 serve_13_6 cost 50.41
 serve_13_6 served_6 1
 serve_13_6 capacity_13 12
 serve_13_6 strong_13_6 1
 serve_13_7 cost 67.94
 serve_13_7 served_7 1
 serve_13_7 capacity_13 21
 serve_13_7 strong_13_7 1
 serve_13_8 cost 63.37
 serve_13_8 served_8 1
 serve_13_8 capacity_13 28
 serve_13_8 strong_13_8 1
 serve_13_9 cost 145.61
 serve_13_9 served_9 1
 serve_13_9 capacity_13 29
 serve_13_9 strong_13_9 1
 serve_13_10 cost 16.45
 serve_13_10 served_10 1
 serve_13_10 capacity_13 6
 serve_13_10 strong_13_10 1
 serve_13_11 cost 57.1
 serve_13_11 served_11 1
 serve_13_11 capacity_13 11
 serve_13_11 strong_13_11 1
 serve_13_12 cost 123.27
 serve_13_12 served_12 1
 serve_13_12 capacity_13 24
 serve_13_12 strong_13_12 1
 serve_13_13 cost 65.21
 serve_13_13 served_13 1
 serve_13_13 capacity_13 25
 serve_13_13 strong_13_13 1
 serve_13_14 cost 14.17
 serve_13_14 served_14 1
 serve_13_14 capacity_13 5
 serve_13_14 strong_13_14 1
 serve_13_15 cost 35.35
 serve_13_15 served_15 1
 serve_13_15 capacity_13 15
 serve_13_15 strong_13_15 1
 serve_13_16 cost 43.97
 serve_13_16 served_16 1
 serve_13_16 capacity_13 18
 serve_13_16 strong_13_16 1
 serve_13_17 cost 237.77
 serve_13_17 served_17 1
 serve_13_17 capacity_13 32
 serve_13_17 strong_13_17 1
 serve_13_18 cost 139.77
 serve_13_18 served_18 1
 serve_13_18 capacity_13 25
 serve_13_18 strong_13_18 1
 serve_13_19 cost 62.55
 serve_13_19 served_19 1
 serve_13_19 capacity_13 16
 serve_13_19 strong_13_19 1
 serve_13_20 cost 20.23
 serve_13_20 served_20 1
 serve_13_20 capacity_13 15
 serve_13_20 strong_13_20 1
 serve_13_21 cost 135.1
 serve_13_21 served_21 1
 serve_13_21 capacity_13 23
 serve_13_21 strong_13_21 1
 serve_13_22 cost 8.18
 serve_13_22 served_22 1
 serve_13_22 capacity_13 5
 serve_13_22 strong_13_22 1
 serve_13_23 cost 120.86
 serve_13_23 served_23 1
 serve_13_23 capacity_13 33
 serve_13_23 strong_13_23 1
 serve_13_24 cost 122.63
 serve_13_24 served_24 1
 serve_13_24 capacity_13 21
 serve_13_24 strong_13_24 1
 serve_13_25 cost 168.32
 serve_13_25 served_25 1
 serve_13_25 capacity_13 22
 serve_13_25 strong_13_25 1
 serve_13_26 cost 50.41
 serve_13_26 served_26 1
 serve_13_26 capacity_13 24
 serve_13_26 strong_13_26 1
 serve_13_27 cost 36.64
 serve_13_27 served_27 1
 serve_13_27 capacity_13 8
 serve_13_27 strong_13_27 1
 serve_13_28 cost 52.97
 serve_13_28 served_28 1
 serve_13_28 capacity_13 7
 serve_13_28 strong_13_28 1
 serve_13_29 cost 194.76
 serve_13_29 served_29 1
 serve_13_29 capacity_13 30
 serve_13_29 strong_13_29 1
 serve_13_30 cost 63.84
 serve_13_30 served_30 1
 serve_13_30 capacity_13 9
 serve_13_30 strong_13_30 1
 serve_13_31 cost 133.48
 serve_13_31 served_31 1
 serve_13_31 capacity_13 27
 serve_13_31 strong_13_31 1
 serve_13_32 cost 42.41
 serve_13_32 served_32 1
 serve_13_32 capacity_13 13
 serve_13_32 strong_13_32 1
 serve_13_33 cost 97.29
 serve_13_33 served_33 1
 serve_13_33 capacity_13 24
 serve_13_33 strong_13_33 1
 serve_13_34 cost 80.26
 serve_13_34 served_34 1
 serve_13_34 capacity_13 14
 serve_13_34 strong_13_34 1
 serve_13_35 cost 113.73
 serve_13_35 served_35 1
 serve_13_35 capacity_13 21
 serve_13_35 strong_13_35 1
 serve_13_36 cost 143.56
 serve_13_36 served_36 1
 serve_13_36 capacity_13 33
 serve_13_36 strong_13_36 1
 serve_13_37 cost 31.69
 serve_13_37 served_37 1
 serve_13_37 capacity_13 7
 serve_13_37 strong_13_37 1
 serve_13_38 cost 18.34
 serve_13_38 served_38 1
 serve_13_38 capacity_13 8
 serve_13_38 strong_13_38 1
 serve_13_39 cost 14.61
 serve_13_39 served_39 1
 serve_13_39 capacity_13 10
 serve_13_39 strong_13_39 1
 serve_13_40 cost 64.95
 serve_13_40 served_40 1
 serve_13_40 capacity_13 26
 serve_13_40 strong_13_40 1
 serve_13_41 cost 12.69
 serve_13_41 served_41 1
 serve_13_41 capacity_13 6
 serve_13_41 strong_13_41 1
 serve_13_42 cost 131.46
 serve_13_42 served_42 1
 serve_13_42 capacity_13 21
 serve_13_42 strong_13_42 1
 serve_13_43 cost 47.44
 serve_13_43 served_43 1
 serve_13_43 capacity_13 16
 serve_13_43 strong_13_43 1
 serve_13_44 cost 189.13
 serve_13_44 served_44 1
 serve_13_44 capacity_13 29
 serve_13_44 strong_13_44 1
 serve_13_45 cost 37.77
 serve_13_45 served_45 1
 serve_13_45 capacity_13 13
 serve_13_45 strong_13_45 1
 serve_13_46 cost 19.93
 serve_13_46 served_46 1
 serve_13_46 capacity_13 7
 serve_13_46 strong_13_46 1
 serve_13_47 cost 96.13
 serve_13_47 served_47 1
 serve_13_47 capacity_13 35
 serve_13_47 strong_13_47 1
 serve_13_48 cost 160.13
 serve_13_48 served_48 1
 serve_13_48 capacity_13 35
 serve_13_48 strong_13_48 1
 serve_13_49 cost 22.87
 serve_13_49 served_49 1
 serve_13_49 capacity_13 5
 serve_13_49 strong_13_49 1
 serve_14_0 cost 56.36
 serve_14_0 served_0 1
 serve_14_0 capacity_14 14
 serve_14_0 strong_14_0 1
 serve_14_1 cost 242.63
 serve_14_1 served_1 1
 serve_14_1 capacity_14 32
 serve_14_1 strong_14_1 1
 serve_14_2 cost 18.78
 serve_14_2 served_2 1
 serve_14_2 capacity_14 21
 serve_14_2 strong_14_2 1
 serve_14_3 cost 88.32
 serve_14_3 served_3 1
 serve_14_3 capacity_14 18
 serve_14_3 strong_14_3 1
 serve_14_4 cost 213.84
 serve_14_4 served_4 1
 serve_14_4 capacity_14 26
 serve_14_4 strong_14_4 1
 serve_14_5 cost 69.63
 serve_14_5 served_5 1
 serve_14_5 capacity_14 15
 serve_14_5 strong_14_5 1
 serve_14_6 cost 90.14
 serve_14_6 served_6 1
 serve_14_6 capacity_14 12
 serve_14_6 strong_14_6 1
 serve_14_7 cost 137.81
 serve_14_7 served_7 1
 serve_14_7 capacity_14 21
 serve_14_7 strong_14_7 1
 serve_14_8 cost 130.22
 serve_14_8 served_8 1
 serve_14_8 capacity_14 28
 serve_14_8 strong_14_8 1
 serve_14_9 cost 193.88
 serve_14_9 served_9 1
 serve_14_9 capacity_14 29
 serve_14_9 strong_14_9 1
 serve_14_10 cost 36.65
 serve_14_10 served_10 1
 serve_14_10 capacity_14 6
 serve_14_10 strong_14_10 1
 serve_14_11 cost 93.46
 serve_14_11 served_11 1
 serve_14_11 capacity_14 11
 serve_14_11 strong_14_11 1
 serve_14_12 cost 136.44
 serve_14_12 served_12 1
 serve_14_12 capacity_14 24
 serve_14_12 strong_14_12 1
 serve_14_13 cost 149.81
 serve_14_13 served_13 1
 serve_14_13 capacity_14 25
 serve_14_13 strong_14_13 1
 serve_14_14 cost 16.28
 serve_14_14 served_14 1
 serve_14_14 capacity_14 5
 serve_14_14 strong_14_14 1
 serve_14_15 cost 26.05
 serve_14_15 served_15 1
 serve_14_15 capacity_14 15
 serve_14_15 strong_14_15 1
 serve_14_16 cost 38.98
 serve_14_16 served_16 1
 serve_14_16 capacity_14 18
 serve_14_16 strong_14_16 1
 serve_14_17 cost 221.38
 serve_14_17 served_17 1
 serve_14_17 capacity_14 32
 serve_14_17 strong_14_17 1
 serve_14_18 cost 195.92
 serve_14_18 served_18 1
 serve_14_18 capacity_14 25
 serve_14_18 strong_14_18 1
 serve_14_19 cost 117.02
 serve_14_19 served_19 1
 serve_14_19 capacity_14 16
 serve_14_19 strong_14_19 1
 serve_14_20 cost 71.33
 serve_14_20 served_20 1
 serve_14_20 capacity_14 15
 serve_14_20 strong_14_20 1
 serve_14_21 cost 193.5
 serve_14_21 served_21 1
 serve_14_21 capacity_14 23
 serve_14_21 strong_14_21 1
 serve_14_22 cost 17.97
 serve_14_22 served_22 1
 serve_14_22 capacity_14 5
 serve_14_22 strong_14_22 1
 serve_14_23 cost 222.27
 serve_14_23 served_23 1
 serve_14_23 capacity_14 33
 serve_14_23 strong_14_23 1
 serve_14_24 cost 128.64
 serve_14_24 served_24 1
 serve_14_24 capacity_14 21
 serve_14_24 strong_14_24 1
 serve_14_25 cost 205.9
 serve_14_25 served_25 1
 serve_14_25 capacity_14 22
 serve_14_25 strong_14_25 1
 serve_14_26 cost 45.38
 serve_14_26 served_26 1
 serve_14_26 capacity_14 24
 serve_14_26 strong_14_26 1
 serve_14_27 cost 54.97
 serve_14_27 served_27 1
 serve_14_27 capacity_14 8
 serve_14_27 strong_14_27 1
 serve_14_28 cost 43.04
 serve_14_28 served_28 1
 serve_14_28 capacity_14 7
 serve_14_28 strong_14_28 1
 serve_14_29 cost 190.88
 serve_14_29 served_29 1
 serve_14_29 capacity_14 30
 serve_14_29 strong_14_29 1
 serve_14_30 cost 56.13
 serve_14_30 served_30 1
 serve_14_30 capacity_14 9
 serve_14_30 strong_14_30 1
 serve_14_31 cost 220.49
 serve_14_31 served_31 1
 serve_14_31 capacity_14 27
 serve_14_31 strong_14_31 1
 serve_14_32 cost 3.09
 serve_14_32 served_32 1
 serve_14_32 capacity_14 13
 serve_14_32 strong_14_32 1
 serve_14_33 cost 47.49
 serve_14_33 served_33 1
 serve_14_33 capacity_14 24
 serve_14_33 strong_14_33 1
 serve_14_34 cost 55.38
 serve_14_34 served_34 1
 serve_14_34 capacity_14 14
 serve_14_34 strong_14_34 1
 serve_14_35 cost 169.16
 serve_14_35 served_35 1
 serve_14_35 capacity_14 21
 serve_14_35 strong_14_35 1
 serve_14_36 cost 63.17
 serve_14_36 served_36 1
 serve_14_36 capacity_14 33
 serve_14_36 strong_14_36 1
 serve_14_37 cost 12.32
 serve_14_37 served_37 1
 serve_14_37 capacity_14 7
 serve_14_37 strong_14_37 1
 serve_14_38 cost 42.64
 serve_14_38 served_38 1
 serve_14_38 capacity_14 8
 serve_14_38 strong_14_38 1
 serve_14_39 cost 48.34
 serve_14_39 served_39 1
 serve_14_39 capacity_14 10
 serve_14_39 strong_14_39 1
 serve_14_40 cost 78.12
 serve_14_40 served_40 1
 serve_14_40 capacity_14 26
 serve_14_40 strong_14_40 1
 serve_14_41 cost 25.48
 serve_14_41 served_41 1
 serve_14_41 capacity_14 6
 serve_14_41 strong_14_41 1
 serve_14_42 cost 114.96
 serve_14_42 served_42 1
 serve_14_42 capacity_14 21
 serve_14_42 strong_14_42 1
 serve_14_43 cost 100.7
 serve_14_43 served_43 1
 serve_14_43 capacity_14 16
 serve_14_43 strong_14_43 1
 serve_14_44 cost 238.5
 serve_14_44 served_44 1
 serve_14_44 capacity_14 29
 serve_14_44 strong_14_44 1
 serve_14_45 cost 80.34
 serve_14_45 served_45 1
 serve_14_45 capacity_14 13
 serve_14_45 strong_14_45 1
 serve_14_46 cost 23.11
 serve_14_46 served_46 1
 serve_14_46 capacity_14 7
 serve_14_46 strong_14_46 1
 serve_14_47 cost 207.18
 serve_14_47 served_47 1
 serve_14_47 capacity_14 35
 serve_14_47 strong_14_47 1
 serve_14_48 cost 273.86
 serve_14_48 served_48 1
 serve_14_48 capacity_14 35
 serve_14_48 strong_14_48 1
 serve_14_49 cost 34.38
 serve_14_49 served_49 1
 serve_14_49 capacity_14 5
 serve_14_49 strong_14_49 1
 serve_15_0 cost 126.58
 serve_15_0 served_0 1
 serve_15_0 capacity_15 14
 serve_15_0 strong_15_0 1
 serve_15_1 cost 127.96
 serve_15_1 served_1 1
 serve_15_1 capacity_15 32
 serve_15_1 strong_15_1 1
 serve_15_2 cost 122.57
 serve_15_2 served_2 1
 serve_15_2 capacity_15 21
 serve_15_2 strong_15_2 1
 serve_15_3 cost 59.06
 serve_15_3 served_3 1
 serve_15_3 capacity_15 18
 serve_15_3 strong_15_3 1
 serve_15_4 cost 130.34
 serve_15_4 served_4 1
 serve_15_4 capacity_15 26
 serve_15_4 strong_15_4 1
 serve_15_5 cost 88.11
 serve_15_5 served_5 1
 serve_15_5 capacity_15 15
 serve_15_5 strong_15_5 1
 serve_15_6 cost 107.53
 serve_15_6 served_6 1
 serve_15_6 capacity_15 12
 serve_15_6 strong_15_6 1
 serve_15_7 cost 203.38
 serve_15_7 served_7 1
 serve_15_7 capacity_15 21
 serve_15_7 strong_15_7 1
 serve_15_8 cost 251.6
 serve_15_8 served_8 1
 serve_15_8 capacity_15 28
 serve_15_8 strong_15_8 1
 serve_15_9 cost 151.7
 serve_15_9 served_9 1
 serve_15_9 capacity_15 29
 serve_15_9 strong_15_9 1
 serve_15_10 cost 54.94
 serve_15_10 served_10 1
 serve_15_10 capacity_15 6
 serve_15_10 strong_15_10 1
 serve_15_11 cost 106.61
 serve_15_11 served_11 1
 serve_15_11 capacity_15 11
 serve_15_11 strong_15_11 1
 serve_15_12 cost 77.98
 serve_15_12 served_12 1
 serve_15_12 capacity_15 24
 serve_15_12 strong_15_12 1
 serve_15_13 cost 224.72
 serve_15_13 served_13 1
 serve_15_13 capacity_15 25
 serve_15_13 strong_15_13 1
 serve_15_14 cost 20.16
 serve_15_14 served_14 1
 serve_15_14 capacity_15 5
 serve_15_14 strong_15_14 1
 serve_15_15 cost 102.85
 serve_15_15 served_15 1
 serve_15_15 capacity_15 15
 serve_15_15 strong_15_15 1
 serve_15_16 cost 80.81
 serve_15_16 served_16 1
 serve_15_16 capacity_15 18
 serve_15_16 strong_15_16 1
 serve_15_17 cost 61.44
 serve_15_17 served_17 1
 serve_15_17 capacity_15 32
 serve_15_17 strong_15_17 1
 serve_15_18 cost 169.48
 serve_15_18 served_18 1
 serve_15_18 capacity_15 25
 serve_15_18 strong_15_18 1
 serve_15_19 cost 148.48
 serve_15_19 served_19 1
 serve_15_19 capacity_15 16
 serve_15_19 strong_15_19 1
 serve_15_20 cost 118.22
 serve_15_20 served_20 1
 serve_15_20 capacity_15 15
 serve_15_20 strong_15_20 1
 serve_15_21 cost 176.89
 serve_15_21 served_21 1
 serve_15_21 capacity_15 23
 serve_15_21 strong_15_21 1
 serve_15_22 cost 40.32
 serve_15_22 served_22 1
 serve_15_22 capacity_15 5
 serve_15_22 strong_15_22 1
 serve_15_23 cost 342.36
 serve_15_23 served_23 1
 serve_15_23 capacity_15 33
 serve_15_23 strong_15_23 1
 serve_15_24 cost 60.25
 serve_15_24 served_24 1
 serve_15_24 capacity_15 21
 serve_15_24 strong_15_24 1
 serve_15_25 cost 150.18
 serve_15_25 served_25 1
 serve_15_25 capacity_15 22
 serve_15_25 strong_15_25 1
 serve_15_26 cost 119.4
 serve_15_26 served_26 1
 serve_15_26 capacity_15 24
 serve_15_26 strong_15_26 1
 serve_15_27 cost 50.73
 serve_15_27 served_27 1
 serve_15_27 capacity_15 8
 serve_15_27 strong_15_27 1
 serve_15_28 cost 5.28
 serve_15_28 served_28 1
 serve_15_28 capacity_15 7
 serve_15_28 strong_15_28 1
 serve_15_29 cost 67.13
 serve_15_29 served_29 1
 serve_15_29 capacity_15 30
 serve_15_29 strong_15_29 1
 serve_15_30 cost 9.34
 serve_15_30 served_30 1
 serve_15_30 capacity_15 9
 serve_15_30 strong_15_30 1
 serve_15_31 cost 308.69
 serve_15_31 served_31 1
 serve_15_31 capacity_15 27
 serve_15_31 strong_15_31 1
 serve_15_32 cost 73.93
 serve_15_32 served_32 1
 serve_15_32 capacity_15 13
 serve_15_32 strong_15_32 1
 serve_15_33 cost 84.67
 serve_15_33 served_33 1
 serve_15_33 capacity_15 24
 serve_15_33 strong_15_33 1
 serve_15_34 cost 22.35
 serve_15_34 served_34 1
 serve_15_34 capacity_15 14
 serve_15_34 strong_15_34 1
 serve_15_35 cost 160.76
 serve_15_35 served_35 1
 serve_15_35 capacity_15 21
 serve_15_35 strong_15_35 1
 serve_15_36 cost 241.2
 serve_15_36 served_36 1
 serve_15_36 capacity_15 33
 serve_15_36 strong_15_36 1
 serve_15_37 cost 49.15
 serve_15_37 served_37 1
 serve_15_37 capacity_15 7
 serve_15_37 strong_15_37 1
 serve_15_38 cost 72.66
 serve_15_38 served_38 1
 serve_15_38 capacity_15 8
 serve_15_38 strong_15_38 1
 serve_15_39 cost 73.94
 serve_15_39 served_39 1
 serve_15_39 capacity_15 10
 serve_15_39 strong_15_39 1
 serve_15_40 cost 112.63
 serve_15_40 served_40 1
 serve_15_40 capacity_15 26
 serve_15_40 strong_15_40 1
 serve_15_41 cost 52.3
 serve_15_41 served_41 1
 serve_15_41 capacity_15 6
 serve_15_41 strong_15_41 1
 serve_15_42 cost 21.29
 serve_15_42 served_42 1
 serve_15_42 capacity_15 21
 serve_15_42 strong_15_42 1
 serve_15_43 cost 151.06
 serve_15_43 served_43 1
 serve_15_43 capacity_15 16
 serve_15_43 strong_15_43 1
 serve_15_44 cost 175.94
 serve_15_44 served_44 1
 serve_15_44 capacity_15 29
 serve_15_44 strong_15_44 1
 serve_15_45 cost 123.26
 serve_15_45 served_45 1
 serve_15_45 capacity_15 13
 serve_15_45 strong_15_45 1
 serve_15_46 cost 28.22
 serve_15_46 served_46 1
 serve_15_46 capacity_15 7
 serve_15_46 strong_15_46 1
 serve_15_47 cost 330.48
 serve_15_47 served_47 1
 serve_15_47 capacity_15 35
 serve_15_47 strong_15_47 1
 serve_15_48 cost 386.65
 serve_15_48 served_48 1
 serve_15_48 capacity_15 35
 serve_15_48 strong_15_48 1
 serve_15_49 cost 31.81
 serve_15_49 served_49 1
 serve_15_49 capacity_15 5
 serve_15_49 strong_15_49 1
 serve_16_0 cost 93.29
 serve_16_0 served_0 1
 serve_16_0 capacity_16 14
 serve_16_0 strong_16_0 1
 serve_16_1 cost 105.39
 serve_16_1 served_1 1
 serve_16_1 capacity_16 32
 serve_16_1 strong_16_1 1
 serve_16_2 cost 107.7
 serve_16_2 served_2 1
 serve_16_2 capacity_16 21
 serve_16_2 strong_16_2 1
 serve_16_3 cost 9.98
 serve_16_3 served_3 1
 serve_16_3 capacity_16 18
 serve_16_3 strong_16_3 1
 serve_16_4 cost 100.38
 serve_16_4 served_4 1
 serve_16_4 capacity_16 26
 serve_16_4 strong_16_4 1
 serve_16_5 cost 37.97
 serve_16_5 served_5 1
 serve_16_5 capacity_16 15
 serve_16_5 strong_16_5 1
 serve_16_6 cost 67.29
 serve_16_6 served_6 1
 serve_16_6 capacity_16 12
 serve_16_6 strong_16_6 1
 serve_16_7 cost 135.01
 serve_16_7 served_7 1
 serve_16_7 capacity_16 21
 serve_16_7 strong_16_7 1
 serve_16_8 cost 173.22
 serve_16_8 served_8 1
 serve_16_8 capacity_16 28
 serve_16_8 strong_16_8 1
 serve_16_9 cost 74.74
 serve_16_9 served_9 1
 serve_16_9 capacity_16 29
 serve_16_9 strong_16_9 1
 serve_16_10 cost 35.45
 serve_16_10 served_10 1
 serve_16_10 capacity_16 6
 serve_16_10 strong_16_10 1
 serve_16_11 cost 70.16
 serve_16_11 served_11 1
 serve_16_11 capacity_16 11
 serve_16_11 strong_16_11 1
 serve_16_12 cost 32.75
 serve_16_12 served_12 1
 serve_16_12 capacity_16 24
 serve_16_12 strong_16_12 1
 serve_16_13 cost 143.45
 serve_16_13 served_13 1
 serve_16_13 capacity_16 25
 serve_16_13 strong_16_13 1
 serve_16_14 cost 6.28
 serve_16_14 served_14 1
 serve_16_14 capacity_16 5
 serve_16_14 strong_16_14 1
 serve_16_15 cost 73.87
 serve_16_15 served_15 1
 serve_16_15 capacity_16 15
 serve_16_15 strong_16_15 1
 serve_16_16 cost 41.8
 serve_16_16 served_16 1
 serve_16_16 capacity_16 18
 serve_16_16 strong_16_16 1
 serve_16_17 cost 113.06
 serve_16_17 served_17 1
 serve_16_17 capacity_16 32
 serve_16_17 strong_16_17 1
 serve_16_18 cost 100.84
 serve_16_18 served_18 1
 serve_16_18 capacity_16 25
 serve_16_18 strong_16_18 1
 serve_16_19 cost 94.61
 serve_16_19 served_19 1
 serve_16_19 capacity_16 16
 serve_16_19 strong_16_19 1
 serve_16_20 cost 71.08
 serve_16_20 served_20 1
 serve_16_20 capacity_16 15
 serve_16_20 strong_16_20 1
 serve_16_21 cost 111.38
 serve_16_21 served_21 1
 serve_16_21 capacity_16 23
 serve_16_21 strong_16_21 1
 serve_16_22 cost 27.24
 serve_16_22 served_22 1
 serve_16_22 capacity_16 5
 serve_16_22 strong_16_22 1
 serve_16_23 cost 238.08
 serve_16_23 served_23 1
 serve_16_23 capacity_16 33
 serve_16_23 strong_16_23 1
 serve_16_24 cost 41.37
 serve_16_24 served_24 1
 serve_16_24 capacity_16 21
 serve_16_24 strong_16_24 1
 serve_16_25 cost 111.79
 serve_16_25 served_25 1
 serve_16_25 capacity_16 22
 serve_16_25 strong_16_25 1
 serve_16_26 cost 67.22
 serve_16_26 served_26 1
 serve_16_26 capacity_16 24
 serve_16_26 strong_16_26 1
 serve_16_27 cost 26.46
 serve_16_27 served_27 1
 serve_16_27 capacity_16 8
 serve_16_27 strong_16_27 1
 serve_16_28 cost 28.59
 serve_16_28 served_28 1
 serve_16_28 capacity_16 7
 serve_16_28 strong_16_28 1
 serve_16_29 cost 77.06
 serve_16_29 served_29 1
 serve_16_29 capacity_16 30
 serve_16_29 strong_16_29 1
 serve_16_30 cost 29.94
 serve_16_30 served_30 1
 serve_16_30 capacity_16 9
 serve_16_30 strong_16_30 1
 serve_16_31 cost 220.16
 serve_16_31 served_31 1
 serve_16_31 capacity_16 27
 serve_16_31 strong_16_31 1
 serve_16_32 cost 57.54
 serve_16_32 served_32 1
 serve_16_32 capacity_16 13
 serve_16_32 strong_16_32 1
 serve_16_33 cost 70.75
 serve_16_33 served_33 1
 serve_16_33 capacity_16 24
 serve_16_33 strong_16_33 1
 serve_16_34 cost 42.7
 serve_16_34 served_34 1
 serve_16_34 capacity_16 14
 serve_16_34 strong_16_34 1
 serve_16_35 cost 98.02
 serve_16_35 served_35 1
 serve_16_35 capacity_16 21
 serve_16_35 strong_16_35 1
 serve_16_36 cost 205.64
 serve_16_36 served_36 1
 serve_16_36 capacity_16 33
 serve_16_36 strong_16_36 1
 serve_16_37 cost 42.87
 serve_16_37 served_37 1
 serve_16_37 capacity_16 7
 serve_16_37 strong_16_37 1
 serve_16_38 cost 48.26
 serve_16_38 served_38 1
 serve_16_38 capacity_16 8
 serve_16_38 strong_16_38 1
 serve_16_39 cost 41.54
 serve_16_39 served_39 1
 serve_16_39 capacity_16 10
 serve_16_39 strong_16_39 1
 serve_16_40 cost 42.09
 serve_16_40 served_40 1
 serve_16_40 capacity_16 26
 serve_16_40 strong_16_40 1
 serve_16_41 cost 36.09
 serve_16_41 served_41 1
 serve_16_41 capacity_16 6
 serve_16_41 strong_16_41 1
 serve_16_42 cost 53.51
 serve_16_42 served_42 1
 serve_16_42 capacity_16 21
 serve_16_42 strong_16_42 1
 serve_16_43 cost 99.22
 serve_16_43 served_43 1
 serve_16_43 capacity_16 16
 serve_16_43 strong_16_43 1
 serve_16_44 cost 115.74
 serve_16_44 served_44 1
 serve_16_44 capacity_16 29
 serve_16_44 strong_16_44 1
 serve_16_45 cost 81.56
 serve_16_45 served_45 1
 serve_16_45 capacity_16 13
 serve_16_45 strong_16_45 1
 serve_16_46 cost 8.54
 serve_16_46 served_46 1
 serve_16_46 capacity_16 7
 serve_16_46 strong_16_46 1
 serve_16_47 cost 220.35
 serve_16_47 served_47 1
 serve_16_47 capacity_16 35
 serve_16_47 strong_16_47 1
 serve_16_48 cost 271.94
 serve_16_48 served_48 1
 serve_16_48 capacity_16 35
 serve_16_48 strong_16_48 1
 serve_16_49 cost 16.61
 serve_16_49 served_49 1
 serve_16_49 capacity_16 5
 serve_16_49 strong_16_49 1
 serve_17_0 cost 76.57
 serve_17_0 served_0 1
 serve_17_0 capacity_17 14
 serve_17_0 strong_17_0 1
 serve_17_1 cost 212.91
 serve_17_1 served_1 1
 serve_17_1 capacity_17 32
 serve_17_1 strong_17_1 1
 serve_17_2 cost 155.6
 serve_17_2 served_2 1
 serve_17_2 capacity_17 21
 serve_17_2 strong_17_2 1
 serve_17_3 cost 91.2
 serve_17_3 served_3 1
 serve_17_3 capacity_17 18
 serve_17_3 strong_17_3 1
 serve_17_4 cost 166.5
 serve_17_4 served_4 1
 serve_17_4 capacity_17 26
 serve_17_4 strong_17_4 1
 serve_17_5 cost 36.67
 serve_17_5 served_5 1
 serve_17_5 capacity_17 15
 serve_17_5 strong_17_5 1
 serve_17_6 cost 11.73
 serve_17_6 served_6 1
 serve_17_6 capacity_17 12
 serve_17_6 strong_17_6 1
 serve_17_7 cost 48.2
 serve_17_7 served_7 1
 serve_17_7 capacity_17 21
 serve_17_7 strong_17_7 1
 serve_17_8 cost 113.68
 serve_17_8 served_8 1
 serve_17_8 capacity_17 28
 serve_17_8 strong_17_8 1
 serve_17_9 cost 120.5
 serve_17_9 served_9 1
 serve_17_9 capacity_17 29
 serve_17_9 strong_17_9 1
 serve_17_10 cost 11.97
 serve_17_10 served_10 1
 serve_17_10 capacity_17 6
 serve_17_10 strong_17_10 1
 serve_17_11 cost 21.64
 serve_17_11 served_11 1
 serve_17_11 capacity_17 11
 serve_17_11 strong_17_11 1
 serve_17_12 cost 131.2
 serve_17_12 served_12 1
 serve_17_12 capacity_17 24
 serve_17_12 strong_17_12 1
 serve_17_13 cost 47.03
 serve_17_13 served_13 1
 serve_17_13 capacity_17 25
 serve_17_13 strong_17_13 1
 serve_17_14 cost 22.68
 serve_17_14 served_14 1
 serve_17_14 capacity_17 5
 serve_17_14 strong_17_14 1
 serve_17_15 cost 83.63
 serve_17_15 served_15 1
 serve_17_15 capacity_17 15
 serve_17_15 strong_17_15 1
 serve_17_16 cost 88.46
 serve_17_16 served_16 1
 serve_17_16 capacity_17 18
 serve_17_16 strong_17_16 1
 serve_17_17 cost 260.03
 serve_17_17 served_17 1
 serve_17_17 capacity_17 32
 serve_17_17 strong_17_17 1
 serve_17_18 cost 93.35
 serve_17_18 served_18 1
 serve_17_18 capacity_17 25
 serve_17_18 strong_17_18 1
 serve_17_19 cost 16.2
 serve_17_19 served_19 1
 serve_17_19 capacity_17 16
 serve_17_19 strong_17_19 1
 serve_17_20 cost 33.54
 serve_17_20 served_20 1
 serve_17_20 capacity_17 15
 serve_17_20 strong_17_20 1
 serve_17_21 cost 81.02
 serve_17_21 served_21 1
 serve_17_21 capacity_17 23
 serve_17_21 strong_17_21 1
 serve_17_22 cost 21.36
 serve_17_22 served_22 1
 serve_17_22 capacity_17 5
 serve_17_22 strong_17_22 1
 serve_17_23 cost 110.97
 serve_17_23 served_23 1
 serve_17_23 capacity_17 33
 serve_17_23 strong_17_23 1
 serve_17_24 cost 129.92
 serve_17_24 served_24 1
 serve_17_24 capacity_17 21
 serve_17_24 strong_17_24 1
 serve_17_25 cost 133.26
 serve_17_25 served_25 1
 serve_17_25 capacity_17 22
 serve_17_25 strong_17_25 1
 serve_17_26 cost 116.19
 serve_17_26 served_26 1
 serve_17_26 capacity_17 24
 serve_17_26 strong_17_26 1
 serve_17_27 cost 24.1
 serve_17_27 served_27 1
 serve_17_27 capacity_17 8
 serve_17_27 strong_17_27 1
 serve_17_28 cost 62.88
 serve_17_28 served_28 1
 serve_17_28 capacity_17 7
 serve_17_28 strong_17_28 1
 serve_17_29 cost 211.37
 serve_17_29 served_29 1
 serve_17_29 capacity_17 30
 serve_17_29 strong_17_29 1
 serve_17_30 cost 73.26
 serve_17_30 served_30 1
 serve_17_30 capacity_17 9
 serve_17_30 strong_17_30 1
 serve_17_31 cost 98.4
 serve_17_31 served_31 1
 serve_17_31 capacity_17 27
 serve_17_31 strong_17_31 1
 serve_17_32 cost 83.25
 serve_17_32 served_32 1
 serve_17_32 capacity_17 13
 serve_17_32 strong_17_32 1
 serve_17_33 cost 158.14
 serve_17_33 served_33 1
 serve_17_33 capacity_17 24
 serve_17_33 strong_17_33 1
 serve_17_34 cost 107.97
 serve_17_34 served_34 1
 serve_17_34 capacity_17 14
 serve_17_34 strong_17_34 1
 serve_17_35 cost 63.21
 serve_17_35 served_35 1
 serve_17_35 capacity_17 21
 serve_17_35 strong_17_35 1
 serve_17_36 cost 249.94
 serve_17_36 served_36 1
 serve_17_36 capacity_17 33
 serve_17_36 strong_17_36 1
 serve_17_37 cost 54.28
 serve_17_37 served_37 1
 serve_17_37 capacity_17 7
 serve_17_37 strong_17_37 1
 serve_17_38 cost 24.58
 serve_17_38 served_38 1
 serve_17_38 capacity_17 8
 serve_17_38 strong_17_38 1
 serve_17_39 cost 17.69
 serve_17_39 served_39 1
 serve_17_39 capacity_17 10
 serve_17_39 strong_17_39 1
 serve_17_40 cost 114.71
 serve_17_40 served_40 1
 serve_17_40 capacity_17 26
 serve_17_40 strong_17_40 1
 serve_17_41 cost 25.65
 serve_17_41 served_41 1
 serve_17_41 capacity_17 6
 serve_17_41 strong_17_41 1
 serve_17_42 cost 155.78
 serve_17_42 served_42 1
 serve_17_42 capacity_17 21
 serve_17_42 strong_17_42 1
 serve_17_43 cost 35.63
 serve_17_43 served_43 1
 serve_17_43 capacity_17 16
 serve_17_43 strong_17_43 1
 serve_17_44 cost 149.33
 serve_17_44 served_44 1
 serve_17_44 capacity_17 29
 serve_17_44 strong_17_44 1
 serve_17_45 cost 32.01
 serve_17_45 served_45 1
 serve_17_45 capacity_17 13
 serve_17_45 strong_17_45 1
 serve_17_46 cost 31.6
 serve_17_46 served_46 1
 serve_17_46 capacity_17 7
 serve_17_46 strong_17_46 1
 serve_17_47 cost 97.46
 serve_17_47 served_47 1
 serve_17_47 capacity_17 35
 serve_17_47 strong_17_47 1
 serve_17_48 cost 115.39
 serve_17_48 served_48 1
 serve_17_48 capacity_17 35
 serve_17_48 strong_17_48 1
 serve_17_49 cost 14.97
 serve_17_49 served_49 1
 serve_17_49 capacity_17 5
 serve_17_49 strong_17_49 1
 serve_18_0 cost 52.92
 serve_18_0 served_0 1
 serve_18_0 capacity_18 14
 serve_18_0 strong_18_0 1
 serve_18_1 cost 258.24
 serve_18_1 served_1 1
 serve_18_1 capacity_18 32
 serve_18_1 strong_18_1 1
 serve_18_2 cost 139.71
 serve_18_2 served_2 1
 serve_18_2 capacity_18 21
 serve_18_2 strong_18_2 1
 serve_18_3 cost 107.94
 serve_18_3 served_3 1
 serve_18_3 capacity_18 18
 serve_18_3 strong_18_3 1
 serve_18_4 cost 207.74
 serve_18_4 served_4 1
 serve_18_4 capacity_18 26
 serve_18_4 strong_18_4 1
 serve_18_5 cost 48.04
 serve_18_5 served_5 1
 serve_18_5 capacity_18 15
 serve_18_5 strong_18_5 1
 serve_18_6 cost 31.31
 serve_18_6 served_6 1
 serve_18_6 capacity_18 12
 serve_18_6 strong_18_6 1
 serve_18_7 cost 16.42
 serve_18_7 served_7 1
 serve_18_7 capacity_18 21
 serve_18_7 strong_18_7 1
 serve_18_8 cost 63.74
 serve_18_8 served_8 1
 serve_18_8 capacity_18 28
 serve_18_8 strong_18_8 1
 serve_18_9 cost 165.07
 serve_18_9 served_9 1
 serve_18_9 capacity_18 29
 serve_18_9 strong_18_9 1
 serve_18_10 cost 1.54
 serve_18_10 served_10 1
 serve_18_10 capacity_18 6
 serve_18_10 strong_18_10 1
 serve_18_11 cost 38.06
 serve_18_11 served_11 1
 serve_18_11 capacity_18 11
 serve_18_11 strong_18_11 1
 serve_18_12 cost 157.91
 serve_18_12 served_12 1
 serve_18_12 capacity_18 24
 serve_18_12 strong_18_12 1
 serve_18_13 cost 3.17
 serve_18_13 served_13 1
 serve_18_13 capacity_18 25
 serve_18_13 strong_18_13 1
 serve_18_14 cost 24.47
 serve_18_14 served_14 1
 serve_18_14 capacity_18 5
 serve_18_14 strong_18_14 1
 serve_18_15 cost 67.66
 serve_18_15 served_15 1
 serve_18_15 capacity_18 15
 serve_18_15 strong_18_15 1
 serve_18_16 cost 86.92
 serve_18_16 served_16 1
 serve_18_16 capacity_18 18
 serve_18_16 strong_18_16 1
 serve_18_17 cost 292.98
 serve_18_17 served_17 1
 serve_18_17 capacity_18 32
 serve_18_17 strong_18_17 1
 serve_18_18 cost 139.15
 serve_18_18 served_18 1
 serve_18_18 capacity_18 25
 serve_18_18 strong_18_18 1
 serve_18_19 cost 31.14
 serve_18_19 served_19 1
 serve_18_19 capacity_18 16
 serve_18_19 strong_18_19 1
 serve_18_20 cost 17.21
 serve_18_20 served_20 1
 serve_18_20 capacity_18 15
 serve_18_20 strong_18_20 1
 serve_18_21 cost 125.16
 serve_18_21 served_21 1
 serve_18_21 capacity_18 23
 serve_18_21 strong_18_21 1
 serve_18_22 cost 13.99
 serve_18_22 served_22 1
 serve_18_22 capacity_18 5
 serve_18_22 strong_18_22 1
 serve_18_23 cost 53.35
 serve_18_23 served_23 1
 serve_18_23 capacity_18 33
 serve_18_23 strong_18_23 1
 serve_18_24 cost 153.77
 serve_18_24 served_24 1
 serve_18_24 capacity_18 21
 serve_18_24 strong_18_24 1
 serve_18_25 cost 173.32
 serve_18_25 served_25 1
 serve_18_25 capacity_18 22
 serve_18_25 strong_18_25 1
 serve_18_26 cost 109.41
 serve_18_26 served_26 1
 serve_18_26 capacity_18 24
 serve_18_26 strong_18_26 1
 serve_18_27 cost 37.81
 serve_18_27 served_27 1
 serve_18_27 capacity_18 8
 serve_18_27 strong_18_27 1
 serve_18_28 cost 67.6
 serve_18_28 served_28 1
 serve_18_28 capacity_18 7
 serve_18_28 strong_18_28 1
 serve_18_29 cost 243.46
 serve_18_29 served_29 1
 serve_18_29 capacity_18 30
 serve_18_29 strong_18_29 1
 serve_18_30 cost 80.97
 serve_18_30 served_30 1
 serve_18_30 capacity_18 9
 serve_18_30 strong_18_30 1
 serve_18_31 cost 68.53
 serve_18_31 served_31 1
 serve_18_31 capacity_18 27
 serve_18_31 strong_18_31 1
 serve_18_32 cost 73.88
 serve_18_32 served_32 1
 serve_18_32 capacity_18 13
 serve_18_32 strong_18_32 1
 serve_18_33 cost 155.99
 serve_18_33 served_33 1
 serve_18_33 capacity_18 24
 serve_18_33 strong_18_33 1
 serve_18_34 cost 112.41
 serve_18_34 served_34 1
 serve_18_34 capacity_18 14
 serve_18_34 strong_18_34 1
 serve_18_35 cost 103.5
 serve_18_35 served_35 1
 serve_18_35 capacity_18 21
 serve_18_35 strong_18_35 1
 serve_18_36 cost 213
 serve_18_36 served_36 1
 serve_18_36 capacity_18 33
 serve_18_36 strong_18_36 1
 serve_18_37 cost 47.02
 serve_18_37 served_37 1
 serve_18_37 capacity_18 7
 serve_18_37 strong_18_37 1
 serve_18_38 cost 9.5
 serve_18_38 served_38 1
 serve_18_38 capacity_18 8
 serve_18_38 strong_18_38 1
 serve_18_39 cost 15.2
 serve_18_39 served_39 1
 serve_18_39 capacity_18 10
 serve_18_39 strong_18_39 1
 serve_18_40 cost 120.62
 serve_18_40 served_40 1
 serve_18_40 capacity_18 26
 serve_18_40 strong_18_40 1
 serve_18_41 cost 15.5
 serve_18_41 served_41 1
 serve_18_41 capacity_18 6
 serve_18_41 strong_18_41 1
 serve_18_42 cost 172.21
 serve_18_42 served_42 1
 serve_18_42 capacity_18 21
 serve_18_42 strong_18_42 1
 serve_18_43 cost 8.52
 serve_18_43 served_43 1
 serve_18_43 capacity_18 16
 serve_18_43 strong_18_43 1
 serve_18_44 cost 199.92
 serve_18_44 served_44 1
 serve_18_44 capacity_18 29
 serve_18_44 strong_18_44 1
 serve_18_45 cost 8.24
 serve_18_45 served_45 1
 serve_18_45 capacity_18 13
 serve_18_45 strong_18_45 1
 serve_18_46 cost 34.23
 serve_18_46 served_46 1
 serve_18_46 capacity_18 7
 serve_18_46 strong_18_46 1
 serve_18_47 cost 30.16
 serve_18_47 served_47 1
 serve_18_47 capacity_18 35
 serve_18_47 strong_18_47 1
 serve_18_48 cost 75.42
 serve_18_48 served_48 1
 serve_18_48 capacity_18 35
 serve_18_48 strong_18_48 1
 serve_18_49 cost 23.55
 serve_18_49 served_49 1
 serve_18_49 capacity_18 5
 serve_18_49 strong_18_49 1
 serve_19_0 cost 139.49
 serve_19_0 served_0 1
 serve_19_0 capacity_19 14
 serve_19_0 strong_19_0 1
 serve_19_1 cost 85.52
 serve_19_1 served_1 1
 serve_19_1 capacity_19 32
 serve_19_1 strong_19_1 1
 serve_19_2 cost 201.11
 serve_19_2 served_2 1
 serve_19_2 capacity_19 21
 serve_19_2 strong_19_2 1
 serve_19_3 cost 73.17
 serve_19_3 served_3 1
 serve_19_3 capacity_19 18
 serve_19_3 strong_19_3 1
 serve_19_4 cost 45
 serve_19_4 served_4 1
 serve_19_4 capacity_19 26
 serve_19_4 strong_19_4 1
 serve_19_5 cost 72.21
 serve_19_5 served_5 1
 serve_19_5 capacity_19 15
 serve_19_5 strong_19_5 1
 serve_19_6 cost 65.05
 serve_19_6 served_6 1
 serve_19_6 capacity_19 12
 serve_19_6 strong_19_6 1
 serve_19_7 cost 163.1
 serve_19_7 served_7 1
 serve_19_7 capacity_19 21
 serve_19_7 strong_19_7 1
 serve_19_8 cost 249.82
 serve_19_8 served_8 1
 serve_19_8 capacity_19 28
 serve_19_8 strong_19_8 1
 serve_19_9 cost 60.6
 serve_19_9 served_9 1
 serve_19_9 capacity_19 29
 serve_19_9 strong_19_9 1
 serve_19_10 cost 44.42
 serve_19_10 served_10 1
 serve_19_10 capacity_19 6
 serve_19_10 strong_19_10 1
 serve_19_11 cost 60.55
 serve_19_11 served_11 1
 serve_19_11 capacity_19 11
 serve_19_11 strong_19_11 1
 serve_19_12 cost 84.31
 serve_19_12 served_12 1
 serve_19_12 capacity_19 24
 serve_19_12 strong_19_12 1
 serve_19_13 cost 181.53
 serve_19_13 served_13 1
 serve_19_13 capacity_19 25
 serve_19_13 strong_19_13 1
 serve_19_14 cost 27.51
 serve_19_14 served_14 1
 serve_19_14 capacity_19 5
 serve_19_14 strong_19_14 1
 serve_19_15 cost 133.19
 serve_19_15 served_15 1
 serve_19_15 capacity_19 15
 serve_19_15 strong_19_15 1
 serve_19_16 cost 118.76
 serve_19_16 served_16 1
 serve_19_16 capacity_19 18
 serve_19_16 strong_19_16 1
 serve_19_17 cost 163.03
 serve_19_17 served_17 1
 serve_19_17 capacity_19 32
 serve_19_17 strong_19_17 1
 serve_19_18 cost 43.96
 serve_19_18 served_18 1
 serve_19_18 capacity_19 25
 serve_19_18 strong_19_18 1
 serve_19_19 cost 98.85
 serve_19_19 served_19 1
 serve_19_19 capacity_19 16
 serve_19_19 strong_19_19 1
 serve_19_20 cost 104.65
 serve_19_20 served_20 1
 serve_19_20 capacity_19 15
 serve_19_20 strong_19_20 1
 serve_19_21 cost 53.8
 serve_19_21 served_21 1
 serve_19_21 capacity_19 23
 serve_19_21 strong_19_21 1
 serve_19_22 cost 43.1
 serve_19_22 served_22 1
 serve_19_22 capacity_19 5
 serve_19_22 strong_19_22 1
 serve_19_23 cost 291.14
 serve_19_23 served_23 1
 serve_19_23 capacity_19 33
 serve_19_23 strong_19_23 1
 serve_19_24 cost 76.27
 serve_19_24 served_24 1
 serve_19_24 capacity_19 21
 serve_19_24 strong_19_24 1
 serve_19_25 cost 14.1
 serve_19_25 served_25 1
 serve_19_25 capacity_19 22
 serve_19_25 strong_19_25 1
 serve_19_26 cost 167.15
 serve_19_26 served_26 1
 serve_19_26 capacity_19 24
 serve_19_26 strong_19_26 1
 serve_19_27 cost 20.52
 serve_19_27 served_27 1
 serve_19_27 capacity_19 8
 serve_19_27 strong_19_27 1
 serve_19_28 cost 48.14
 serve_19_28 served_28 1
 serve_19_28 capacity_19 7
 serve_19_28 strong_19_28 1
 serve_19_29 cost 128.39
 serve_19_29 served_29 1
 serve_19_29 capacity_19 30
 serve_19_29 strong_19_29 1
 serve_19_30 cost 51.25
 serve_19_30 served_30 1
 serve_19_30 capacity_19 9
 serve_19_30 strong_19_30 1
 serve_19_31 cost 244.1
 serve_19_31 served_31 1
 serve_19_31 capacity_19 27
 serve_19_31 strong_19_31 1
 serve_19_32 cost 114.05
 serve_19_32 served_32 1
 serve_19_32 capacity_19 13
 serve_19_32 strong_19_32 1
 serve_19_33 cost 179.11
 serve_19_33 served_33 1
 serve_19_33 capacity_19 24
 serve_19_33 strong_19_33 1
 serve_19_34 cost 99.14
 serve_19_34 served_34 1
 serve_19_34 capacity_19 14
 serve_19_34 strong_19_34 1
 serve_19_35 cost 57.26
 serve_19_35 served_35 1
 serve_19_35 capacity_19 21
 serve_19_35 strong_19_35 1
 serve_19_36 cost 347.09
 serve_19_36 served_36 1
 serve_19_36 capacity_19 33
 serve_19_36 strong_19_36 1
 serve_19_37 cost 73.35
 serve_19_37 served_37 1
 serve_19_37 capacity_19 7
 serve_19_37 strong_19_37 1
 serve_19_38 cost 65.81
 serve_19_38 served_38 1
 serve_19_38 capacity_19 8
 serve_19_38 strong_19_38 1
 serve_19_39 cost 62.18
 serve_19_39 served_39 1
 serve_19_39 capacity_19 10
 serve_19_39 strong_19_39 1
 serve_19_40 cost 149.84
 serve_19_40 served_40 1
 serve_19_40 capacity_19 26
 serve_19_40 strong_19_40 1
 serve_19_41 cost 53.73
 serve_19_41 served_41 1
 serve_19_41 capacity_19 6
 serve_19_41 strong_19_41 1
 serve_19_42 cost 115.17
 serve_19_42 served_42 1
 serve_19_42 capacity_19 21
 serve_19_42 strong_19_42 1
 serve_19_43 cost 122.68
 serve_19_43 served_43 1
 serve_19_43 capacity_19 16
 serve_19_43 strong_19_43 1
 serve_19_44 cost 15.45
 serve_19_44 served_44 1
 serve_19_44 capacity_19 29
 serve_19_44 strong_19_44 1
 serve_19_45 cost 102.39
 serve_19_45 served_45 1
 serve_19_45 capacity_19 13
 serve_19_45 strong_19_45 1
 serve_19_46 cost 38.19
 serve_19_46 served_46 1
 serve_19_46 capacity_19 7
 serve_19_46 strong_19_46 1
 serve_19_47 cost 284.55
 serve_19_47 served_47 1
 serve_19_47 capacity_19 35
 serve_19_47 strong_19_47 1
 serve_19_48 cost 305.32
 serve_19_48 served_48 1
 serve_19_48 capacity_19 35
 serve_19_48 strong_19_48 1
 serve_19_49 cost 12.89
 serve_19_49 served_49 1
 serve_19_49 capacity_19 5
 serve_19_49 strong_19_49 1
 serve_20_0 cost 52.33
 serve_20_0 served_0 1
 serve_20_0 capacity_20 14
 serve_20_0 strong_20_0 1
 serve_20_1 cost 297.94
 serve_20_1 served_1 1
 serve_20_1 capacity_20 32
 serve_20_1 strong_20_1 1
 serve_20_2 cost 25.47
 serve_20_2 served_2 1
 serve_20_2 capacity_20 21
 serve_20_2 strong_20_2 1
 serve_20_3 cost 119.33
 serve_20_3 served_3 1
 serve_20_3 capacity_20 18
 serve_20_3 strong_20_3 1
 serve_20_4 cost 258.6
 serve_20_4 served_4 1
 serve_20_4 capacity_20 26
 serve_20_4 strong_20_4 1
 serve_20_5 cost 91.15
 serve_20_5 served_5 1
 serve_20_5 capacity_20 15
 serve_20_5 strong_20_5 1
 serve_20_6 cost 103.5
 serve_20_6 served_6 1
 serve_20_6 capacity_20 12
 serve_20_6 strong_20_6 1
 serve_20_7 cost 150.94
 serve_20_7 served_7 1
 serve_20_7 capacity_20 21
 serve_20_7 strong_20_7 1
 serve_20_8 cost 136.08
 serve_20_8 served_8 1
 serve_20_8 capacity_20 28
 serve_20_8 strong_20_8 1
 serve_20_9 cost 241.85
 serve_20_9 served_9 1
 serve_20_9 capacity_20 29
 serve_20_9 strong_20_9 1
 serve_20_10 cost 40.87
 serve_20_10 served_10 1
 serve_20_10 capacity_20 6
 serve_20_10 strong_20_10 1
 serve_20_11 cost 105.76
 serve_20_11 served_11 1
 serve_20_11 capacity_20 11
 serve_20_11 strong_20_11 1
 serve_20_12 cost 177.89
 serve_20_12 served_12 1
 serve_20_12 capacity_20 24
 serve_20_12 strong_20_12 1
 serve_20_13 cost 168.23
 serve_20_13 served_13 1
 serve_20_13 capacity_20 25
 serve_20_13 strong_20_13 1
 serve_20_14 cost 24.7
 serve_20_14 served_14 1
 serve_20_14 capacity_20 5
 serve_20_14 strong_20_14 1
 serve_20_15 cost 31.56
 serve_20_15 served_15 1
 serve_20_15 capacity_20 15
 serve_20_15 strong_20_15 1
 serve_20_16 cost 68.96
 serve_20_16 served_16 1
 serve_20_16 capacity_20 18
 serve_20_16 strong_20_16 1
 serve_20_17 cost 274.35
 serve_20_17 served_17 1
 serve_20_17 capacity_20 32
 serve_20_17 strong_20_17 1
 serve_20_18 cost 235.18
 serve_20_18 served_18 1
 serve_20_18 capacity_20 25
 serve_20_18 strong_20_18 1
 serve_20_19 cost 132.68
 serve_20_19 served_19 1
 serve_20_19 capacity_20 16
 serve_20_19 strong_20_19 1
 serve_20_20 cost 84.03
 serve_20_20 served_20 1
 serve_20_20 capacity_20 15
 serve_20_20 strong_20_20 1
 serve_20_21 cost 228.09
 serve_20_21 served_21 1
 serve_20_21 capacity_20 23
 serve_20_21 strong_20_21 1
 serve_20_22 cost 19.56
 serve_20_22 served_22 1
 serve_20_22 capacity_20 5
 serve_20_22 strong_20_22 1
 serve_20_23 cost 234.41
 serve_20_23 served_23 1
 serve_20_23 capacity_20 33
 serve_20_23 strong_20_23 1
 serve_20_24 cost 164.91
 serve_20_24 served_24 1
 serve_20_24 capacity_20 21
 serve_20_24 strong_20_24 1
 serve_20_25 cost 242.77
 serve_20_25 served_25 1
 serve_20_25 capacity_20 22
 serve_20_25 strong_20_25 1
 serve_20_26 cost 83.23
 serve_20_26 served_26 1
 serve_20_26 capacity_20 24
 serve_20_26 strong_20_26 1
 serve_20_27 cost 67.33
 serve_20_27 served_27 1
 serve_20_27 capacity_20 8
 serve_20_27 strong_20_27 1
 serve_20_28 cost 53.45
 serve_20_28 served_28 1
 serve_20_28 capacity_20 7
 serve_20_28 strong_20_28 1
 serve_20_29 cost 242.04
 serve_20_29 served_29 1
 serve_20_29 capacity_20 30
 serve_20_29 strong_20_29 1
 serve_20_30 cost 70.66
 serve_20_30 served_30 1
 serve_20_30 capacity_20 9
 serve_20_30 strong_20_30 1
 serve_20_31 cost 232.18
 serve_20_31 served_31 1
 serve_20_31 capacity_20 27
 serve_20_31 strong_20_31 1
 serve_20_32 cost 21.61
 serve_20_32 served_32 1
 serve_20_32 capacity_20 13
 serve_20_32 strong_20_32 1
 serve_20_33 cost 86.49
 serve_20_33 served_33 1
 serve_20_33 capacity_20 24
 serve_20_33 strong_20_33 1
 serve_20_34 cost 76.35
 serve_20_34 served_34 1
 serve_20_34 capacity_20 14
 serve_20_34 strong_20_34 1
 serve_20_35 cost 200.02
 serve_20_35 served_35 1
 serve_20_35 capacity_20 21
 serve_20_35 strong_20_35 1
 serve_20_36 cost 10.86
 serve_20_36 served_36 1
 serve_20_36 capacity_20 33
 serve_20_36 strong_20_36 1
 serve_20_37 cost 0.84
 serve_20_37 served_37 1
 serve_20_37 capacity_20 7
 serve_20_37 strong_20_37 1
 serve_20_38 cost 46.35
 serve_20_38 served_38 1
 serve_20_38 capacity_20 8
 serve_20_38 strong_20_38 1
 serve_20_39 cost 58.85
 serve_20_39 served_39 1
 serve_20_39 capacity_20 10
 serve_20_39 strong_20_39 1
 serve_20_40 cost 121.18
 serve_20_40 served_40 1
 serve_20_40 capacity_20 26
 serve_20_40 strong_20_40 1
 serve_20_41 cost 26.56
 serve_20_41 served_41 1
 serve_20_41 capacity_20 6
 serve_20_41 strong_20_41 1
 serve_20_42 cost 149.56
 serve_20_42 served_42 1
 serve_20_42 capacity_20 21
 serve_20_42 strong_20_42 1
 serve_20_43 cost 110.96
 serve_20_43 served_43 1
 serve_20_43 capacity_20 16
 serve_20_43 strong_20_43 1
 serve_20_44 cost 286.86
 serve_20_44 served_44 1
 serve_20_44 capacity_20 29
 serve_20_44 strong_20_44 1
 serve_20_45 cost 87.95
 serve_20_45 served_45 1
 serve_20_45 capacity_20 13
 serve_20_45 strong_20_45 1
 serve_20_46 cost 34.9
 serve_20_46 served_46 1
 serve_20_46 capacity_20 7
 serve_20_46 strong_20_46 1
 serve_20_47 cost 225
 serve_20_47 served_47 1
 serve_20_47 capacity_20 35
 serve_20_47 strong_20_47 1
 serve_20_48 cost 290.52
 serve_20_48 served_48 1
 serve_20_48 capacity_20 35
 serve_20_48 strong_20_48 1
 serve_20_49 cost 42.09
 serve_20_49 served_49 1
 serve_20_49 capacity_20 5
 serve_20_49 strong_20_49 1
 serve_21_0 cost 42.9
 serve_21_0 served_0 1
 serve_21_0 capacity_21 14
 serve_21_0 strong_21_0 1
 serve_21_1 cost 296.25
 serve_21_1 served_1 1
 serve_21_1 capacity_21 32
 serve_21_1 strong_21_1 1
 serve_21_2 cost 140.83
 serve_21_2 served_2 1
 serve_21_2 capacity_21 21
 serve_21_2 strong_21_2 1
 serve_21_3 cost 126.65
 serve_21_3 served_3 1
 serve_21_3 capacity_21 18
 serve_21_3 strong_21_3 1
 serve_21_4 cost 240.03
 serve_21_4 served_4 1
 serve_21_4 capacity_21 26
 serve_21_4 strong_21_4 1
 serve_21_5 cost 64.63
 serve_21_5 served_5 1
 serve_21_5 capacity_21 15
 serve_21_5 strong_21_5 1
 serve_21_6 cost 45.44
 serve_21_6 served_6 1
 serve_21_6 capacity_21 12
 serve_21_6 strong_21_6 1
 serve_21_7 cost 23.76
 serve_21_7 served_7 1
 serve_21_7 capacity_21 21
 serve_21_7 strong_21_7 1
 serve_21_8 cost 44.73
 serve_21_8 served_8 1
 serve_21_8 capacity_21 28
 serve_21_8 strong_21_8 1
 serve_21_9 cost 201.12
 serve_21_9 served_9 1
 serve_21_9 capacity_21 29
 serve_21_9 strong_21_9 1
 serve_21_10 cost 7.34
 serve_21_10 served_10 1
 serve_21_10 capacity_21 6
 serve_21_10 strong_21_10 1
 serve_21_11 cost 49.85
 serve_21_11 served_11 1
 serve_21_11 capacity_21 11
 serve_21_11 strong_21_11 1
 serve_21_12 cost 184.24
 serve_21_12 served_12 1
 serve_21_12 capacity_21 24
 serve_21_12 strong_21_12 1
 serve_21_13 cost 33.36
 serve_21_13 served_13 1
 serve_21_13 capacity_21 25
 serve_21_13 strong_21_13 1
 serve_21_14 cost 28.65
 serve_21_14 served_14 1
 serve_21_14 capacity_21 5
 serve_21_14 strong_21_14 1
 serve_21_15 cost 66.64
 serve_21_15 served_15 1
 serve_21_15 capacity_21 15
 serve_21_15 strong_21_15 1
 serve_21_16 cost 97.86
 serve_21_16 served_16 1
 serve_21_16 capacity_21 18
 serve_21_16 strong_21_16 1
 serve_21_17 cost 325.83
 serve_21_17 served_17 1
 serve_21_17 capacity_21 32
 serve_21_17 strong_21_17 1
 serve_21_18 cost 171.58
 serve_21_18 served_18 1
 serve_21_18 capacity_21 25
 serve_21_18 strong_21_18 1
 serve_21_19 cost 48.52
 serve_21_19 served_19 1
 serve_21_19 capacity_21 16
 serve_21_19 strong_21_19 1
 serve_21_20 cost 28.76
 serve_21_20 served_20 1
 serve_21_20 capacity_21 15
 serve_21_20 strong_21_20 1
 serve_21_21 cost 154.86
 serve_21_21 served_21 1
 serve_21_21 capacity_21 23
 serve_21_21 strong_21_21 1
 serve_21_22 cost 12.59
 serve_21_22 served_22 1
 serve_21_22 capacity_21 5
 serve_21_22 strong_21_22 1
 serve_21_23 cost 23.35
 serve_21_23 served_23 1
 serve_21_23 capacity_21 33
 serve_21_23 strong_21_23 1
 serve_21_24 cost 176.74
 serve_21_24 served_24 1
 serve_21_24 capacity_21 21
 serve_21_24 strong_21_24 1
 serve_21_25 cost 201.8
 serve_21_25 served_25 1
 serve_21_25 capacity_21 22
 serve_21_25 strong_21_25 1
 serve_21_26 cost 121.69
 serve_21_26 served_26 1
 serve_21_26 capacity_21 24
 serve_21_26 strong_21_26 1
 serve_21_27 cost 48.09
 serve_21_27 served_27 1
 serve_21_27 capacity_21 8
 serve_21_27 strong_21_27 1
 serve_21_28 cost 73.58
 serve_21_28 served_28 1
 serve_21_28 capacity_21 7
 serve_21_28 strong_21_28 1
 serve_21_29 cost 275.15
 serve_21_29 served_29 1
 serve_21_29 capacity_21 30
 serve_21_29 strong_21_29 1
 serve_21_30 cost 89.53
 serve_21_30 served_30 1
 serve_21_30 capacity_21 9
 serve_21_30 strong_21_30 1
 serve_21_31 cost 58.87
 serve_21_31 served_31 1
 serve_21_31 capacity_21 27
 serve_21_31 strong_21_31 1
 serve_21_32 cost 75.58
 serve_21_32 served_32 1
 serve_21_32 capacity_21 13
 serve_21_32 strong_21_32 1
 serve_21_33 cost 168.35
 serve_21_33 served_33 1
 serve_21_33 capacity_21 24
 serve_21_33 strong_21_33 1
 serve_21_34 cost 122.18
 serve_21_34 served_34 1
 serve_21_34 capacity_21 14
 serve_21_34 strong_21_34 1
 serve_21_35 cost 130.62
 serve_21_35 served_35 1
 serve_21_35 capacity_21 21
 serve_21_35 strong_21_35 1
 serve_21_36 cost 205.15
 serve_21_36 served_36 1
 serve_21_36 capacity_21 33
 serve_21_36 strong_21_36 1
 serve_21_37 cost 45.78
 serve_21_37 served_37 1
 serve_21_37 capacity_21 7
 serve_21_37 strong_21_37 1
 serve_21_38 cost 5.72
 serve_21_38 served_38 1
 serve_21_38 capacity_21 8
 serve_21_38 strong_21_38 1
 serve_21_39 cost 25.78
 serve_21_39 served_39 1
 serve_21_39 capacity_21 10
 serve_21_39 strong_21_39 1
 serve_21_40 cost 141.09
 serve_21_40 served_40 1
 serve_21_40 capacity_21 26
 serve_21_40 strong_21_40 1
 serve_21_41 cost 12.11
 serve_21_41 served_41 1
 serve_21_41 capacity_21 6
 serve_21_41 strong_21_41 1
 serve_21_42 cost 191.71
 serve_21_42 served_42 1
 serve_21_42 capacity_21 21
 serve_21_42 strong_21_42 1
 serve_21_43 cost 16.71
 serve_21_43 served_43 1
 serve_21_43 capacity_21 16
 serve_21_43 strong_21_43 1
 serve_21_44 cost 237.15
 serve_21_44 served_44 1
 serve_21_44 capacity_21 29
 serve_21_44 strong_21_44 1
 serve_21_45 cost 10.13
 serve_21_45 served_45 1
 serve_21_45 capacity_21 13
 serve_21_45 strong_21_45 1
 serve_21_46 cost 40.13
 serve_21_46 served_46 1
 serve_21_46 capacity_21 7
 serve_21_46 strong_21_46 1
 serve_21_47 cost 15.33
 serve_21_47 served_47 1
 serve_21_47 capacity_21 35
 serve_21_47 strong_21_47 1
 serve_21_48 cost 65.99
 serve_21_48 served_48 1
 serve_21_48 capacity_21 35
 serve_21_48 strong_21_48 1
 serve_21_49 cost 29.98
 serve_21_49 served_49 1
 serve_21_49 capacity_21 5
 serve_21_49 strong_21_49 1
 serve_22_0 cost 137.06
 serve_22_0 served_0 1
 serve_22_0 capacity_22 14
 serve_22_0 strong_22_0 1
 serve_22_1 cost 169.3
 serve_22_1 served_1 1
 serve_22_1 capacity_22 32
 serve_22_1 strong_22_1 1
 serve_22_2 cost 222.32
 serve_22_2 served_2 1
 serve_22_2 capacity_22 21
 serve_22_2 strong_22_2 1
 serve_22_3 cost 104.34
 serve_22_3 served_3 1
 serve_22_3 capacity_22 18
 serve_22_3 strong_22_3 1
 serve_22_4 cost 115.13
 serve_22_4 served_4 1
 serve_22_4 capacity_22 26
 serve_22_4 strong_22_4 1
 serve_22_5 cost 76.81
 serve_22_5 served_5 1
 serve_22_5 capacity_22 15
 serve_22_5 strong_22_5 1
 serve_22_6 cost 47.21
 serve_22_6 served_6 1
 serve_22_6 capacity_22 12
 serve_22_6 strong_22_6 1
 serve_22_7 cost 139.35
 serve_22_7 served_7 1
 serve_22_7 capacity_22 21
 serve_22_7 strong_22_7 1
 serve_22_8 cost 237.23
 serve_22_8 served_8 1
 serve_22_8 capacity_22 28
 serve_22_8 strong_22_8 1
 serve_22_9 cost 103.94
 serve_22_9 served_9 1
 serve_22_9 capacity_22 29
 serve_22_9 strong_22_9 1
 serve_22_10 cost 38.58
 serve_22_10 served_10 1
 serve_22_10 capacity_22 6
 serve_22_10 strong_22_10 1
 serve_22_11 cost 39.19
 serve_22_11 served_11 1
 serve_22_11 capacity_22 11
 serve_22_11 strong_22_11 1
 serve_22_12 cost 132.96
 serve_22_12 served_12 1
 serve_22_12 capacity_22 24
 serve_22_12 strong_22_12 1
 serve_22_13 cost 158.31
 serve_22_13 served_13 1
 serve_22_13 capacity_22 25
 serve_22_13 strong_22_13 1
 serve_22_14 cost 33.27
 serve_22_14 served_14 1
 serve_22_14 capacity_22 5
 serve_22_14 strong_22_14 1
 serve_22_15 cost 139.92
 serve_22_15 served_15 1
 serve_22_15 capacity_22 15
 serve_22_15 strong_22_15 1
 serve_22_16 cost 136.72
 serve_22_16 served_16 1
 serve_22_16 capacity_22 18
 serve_22_16 strong_22_16 1
 serve_22_17 cost 244.33
 serve_22_17 served_17 1
 serve_22_17 capacity_22 32
 serve_22_17 strong_22_17 1
 serve_22_18 cost 51.12
 serve_22_18 served_18 1
 serve_22_18 capacity_22 25
 serve_22_18 strong_22_18 1
 serve_22_19 cost 75.98
 serve_22_19 served_19 1
 serve_22_19 capacity_22 16
 serve_22_19 strong_22_19 1
 serve_22_20 cost 98.07
 serve_22_20 served_20 1
 serve_22_20 capacity_22 15
 serve_22_20 strong_22_20 1
 serve_22_21 cost 29.68
 serve_22_21 served_21 1
 serve_22_21 capacity_22 23
 serve_22_21 strong_22_21 1
 serve_22_22 cost 42.49
 serve_22_22 served_22 1
 serve_22_22 capacity_22 5
 serve_22_22 strong_22_22 1
 serve_22_23 cost 253.93
 serve_22_23 served_23 1
 serve_22_23 capacity_22 33
 serve_22_23 strong_22_23 1
 serve_22_24 cost 124.19
 serve_22_24 served_24 1
 serve_22_24 capacity_22 21
 serve_22_24 strong_22_24 1
 serve_22_25 cost 63.42
 serve_22_25 served_25 1
 serve_22_25 capacity_22 22
 serve_22_25 strong_22_25 1
 serve_22_26 cost 187.47
 serve_22_26 served_26 1
 serve_22_26 capacity_22 24
 serve_22_26 strong_22_26 1
 serve_22_27 cost 22.9
 serve_22_27 served_27 1
 serve_22_27 capacity_22 8
 serve_22_27 strong_22_27 1
 serve_22_28 cost 64.86
 serve_22_28 served_28 1
 serve_22_28 capacity_22 7
 serve_22_28 strong_22_28 1
 serve_22_29 cost 200.98
 serve_22_29 served_29 1
 serve_22_29 capacity_22 30
 serve_22_29 strong_22_29 1
 serve_22_30 cost 73.07
 serve_22_30 served_30 1
 serve_22_30 capacity_22 9
 serve_22_30 strong_22_30 1
 serve_22_31 cost 202.04
 serve_22_31 served_31 1
 serve_22_31 capacity_22 27
 serve_22_31 strong_22_31 1
 serve_22_32 cost 125.48
 serve_22_32 served_32 1
 serve_22_32 capacity_22 13
 serve_22_32 strong_22_32 1
 serve_22_33 cost 213.08
 serve_22_33 served_33 1
 serve_22_33 capacity_22 24
 serve_22_33 strong_22_33 1
 serve_22_34 cost 126.39
 serve_22_34 served_34 1
 serve_22_34 capacity_22 14
 serve_22_34 strong_22_34 1
 serve_22_35 cost 35.28
 serve_22_35 served_35 1
 serve_22_35 capacity_22 21
 serve_22_35 strong_22_35 1
 serve_22_36 cost 369.98
 serve_22_36 served_36 1
 serve_22_36 capacity_22 33
 serve_22_36 strong_22_36 1
 serve_22_37 cost 78.92
 serve_22_37 served_37 1
 serve_22_37 capacity_22 7
 serve_22_37 strong_22_37 1
 serve_22_38 cost 60.26
 serve_22_38 served_38 1
 serve_22_38 capacity_22 8
 serve_22_38 strong_22_38 1
 serve_22_39 cost 58.65
 serve_22_39 served_39 1
 serve_22_39 capacity_22 10
 serve_22_39 strong_22_39 1
 serve_22_40 cost 176.53
 serve_22_40 served_40 1
 serve_22_40 capacity_22 26
 serve_22_40 strong_22_40 1
 serve_22_41 cost 51.81
 serve_22_41 served_41 1
 serve_22_41 capacity_22 6
 serve_22_41 strong_22_41 1
 serve_22_42 cost 162.67
 serve_22_42 served_42 1
 serve_22_42 capacity_22 21
 serve_22_42 strong_22_42 1
 serve_22_43 cost 106.06
 serve_22_43 served_43 1
 serve_22_43 capacity_22 16
 serve_22_43 strong_22_43 1
 serve_22_44 cost 83.69
 serve_22_44 served_44 1
 serve_22_44 capacity_22 29
 serve_22_44 strong_22_44 1
 serve_22_45 cost 89.47
 serve_22_45 served_45 1
 serve_22_45 capacity_22 13
 serve_22_45 strong_22_45 1
 serve_22_46 cost 46.27
 serve_22_46 served_46 1
 serve_22_46 capacity_22 7
 serve_22_46 strong_22_46 1
 serve_22_47 cost 253.15
 serve_22_47 served_47 1
 serve_22_47 capacity_22 35
 serve_22_47 strong_22_47 1
 serve_22_48 cost 253.34
 serve_22_48 served_48 1
 serve_22_48 capacity_22 35
 serve_22_48 strong_22_48 1
 serve_22_49 cost 14.27
 serve_22_49 served_49 1
 serve_22_49 capacity_22 5
 serve_22_49 strong_22_49 1
 serve_23_0 cost 47.61
 serve_23_0 served_0 1
 serve_23_0 capacity_23 14
 serve_23_0 strong_23_0 1
 serve_23_1 cost 240.18
 serve_23_1 served_1 1
 serve_23_1 capacity_23 32
 serve_23_1 strong_23_1 1
 serve_23_2 cost 122.31
 serve_23_2 served_2 1
 serve_23_2 capacity_23 21
 serve_23_2 strong_23_2 1
 serve_23_3 cost 94.99
 serve_23_3 served_3 1
 serve_23_3 capacity_23 18
 serve_23_3 strong_23_3 1
 serve_23_4 cost 195.54
 serve_23_4 served_4 1
 serve_23_4 capacity_23 26
 serve_23_4 strong_23_4 1
 serve_23_5 cost 38.15
 serve_23_5 served_5 1
 serve_23_5 capacity_23 15
 serve_23_5 strong_23_5 1
 serve_23_6 cost 35.44
 serve_23_6 served_6 1
 serve_23_6 capacity_23 12
 serve_23_6 strong_23_6 1
 serve_23_7 cost 34.8
 serve_23_7 served_7 1
 serve_23_7 capacity_23 21
 serve_23_7 strong_23_7 1
 serve_23_8 cost 57.04
 serve_23_8 served_8 1
 serve_23_8 capacity_23 28
 serve_23_8 strong_23_8 1
 serve_23_9 cost 151.8
 serve_23_9 served_9 1
 serve_23_9 capacity_23 29
 serve_23_9 strong_23_9 1
 serve_23_10 cost 6.86
 serve_23_10 served_10 1
 serve_23_10 capacity_23 6
 serve_23_10 strong_23_10 1
 serve_23_11 cost 42.94
 serve_23_11 served_11 1
 serve_23_11 capacity_23 11
 serve_23_11 strong_23_11 1
 serve_23_12 cost 141.84
 serve_23_12 served_12 1
 serve_23_12 capacity_23 24
 serve_23_12 strong_23_12 1
 serve_23_13 cost 24.97
 serve_23_13 served_13 1
 serve_23_13 capacity_23 25
 serve_23_13 strong_23_13 1
 serve_23_14 cost 20.3
 serve_23_14 served_14 1
 serve_23_14 capacity_23 5
 serve_23_14 strong_23_14 1
 serve_23_15 cost 56.22
 serve_23_15 served_15 1
 serve_23_15 capacity_23 15
 serve_23_15 strong_23_15 1
 serve_23_16 cost 71.02
 serve_23_16 served_16 1
 serve_23_16 capacity_23 18
 serve_23_16 strong_23_16 1
 serve_23_17 cost 269.75
 serve_23_17 served_17 1
 serve_23_17 capacity_23 32
 serve_23_17 strong_23_17 1
 serve_23_18 cost 133.53
 serve_23_18 served_18 1
 serve_23_18 capacity_23 25
 serve_23_18 strong_23_18 1
 serve_23_19 cost 39.53
 serve_23_19 served_19 1
 serve_23_19 capacity_23 16
 serve_23_19 strong_23_19 1
 serve_23_20 cost 3.99
 serve_23_20 served_20 1
 serve_23_20 capacity_23 15
 serve_23_20 strong_23_20 1
 serve_23_21 cost 123.42
 serve_23_21 served_21 1
 serve_23_21 capacity_23 23
 serve_23_21 strong_23_21 1
 serve_23_22 cost 11.11
 serve_23_22 served_22 1
 serve_23_22 capacity_23 5
 serve_23_22 strong_23_22 1
 serve_23_23 cost 75.99
 serve_23_23 served_23 1
 serve_23_23 capacity_23 33
 serve_23_23 strong_23_23 1
 serve_23_24 cost 139.65
 serve_23_24 served_24 1
 serve_23_24 capacity_23 21
 serve_23_24 strong_23_24 1
 serve_23_25 cost 167.27
 serve_23_25 served_25 1
 serve_23_25 capacity_23 22
 serve_23_25 strong_23_25 1
 serve_23_26 cost 88.12
 serve_23_26 served_26 1
 serve_23_26 capacity_23 24
 serve_23_26 strong_23_26 1
 serve_23_27 cost 35.34
 serve_23_27 served_27 1
 serve_23_27 capacity_23 8
 serve_23_27 strong_23_27 1
 serve_23_28 cost 61.89
 serve_23_28 served_28 1
 serve_23_28 capacity_23 7
 serve_23_28 strong_23_28 1
 serve_23_29 cost 222.33
 serve_23_29 served_29 1
 serve_23_29 capacity_23 30
 serve_23_29 strong_23_29 1
 serve_23_30 cost 74.01
 serve_23_30 served_30 1
 serve_23_30 capacity_23 9
 serve_23_30 strong_23_30 1
 serve_23_31 cost 91.92
 serve_23_31 served_31 1
 serve_23_31 capacity_23 27
 serve_23_31 strong_23_31 1
 serve_23_32 cost 62.95
 serve_23_32 served_32 1
 serve_23_32 capacity_23 13
 serve_23_32 strong_23_32 1
 serve_23_33 cost 134.71
 serve_23_33 served_33 1
 serve_23_33 capacity_23 24
 serve_23_33 strong_23_33 1
 serve_23_34 cost 100.31
 serve_23_34 served_34 1
 serve_23_34 capacity_23 14
 serve_23_34 strong_23_34 1
 serve_23_35 cost 102.09
 serve_23_35 served_35 1
 serve_23_35 capacity_23 21
 serve_23_35 strong_23_35 1
 serve_23_36 cost 189.01
 serve_23_36 served_36 1
 serve_23_36 capacity_23 33
 serve_23_36 strong_23_36 1
 serve_23_37 cost 41.74
 serve_23_37 served_37 1
 serve_23_37 capacity_23 7
 serve_23_37 strong_23_37 1
 serve_23_38 cost 10.09
 serve_23_38 served_38 1
 serve_23_38 capacity_23 8
 serve_23_38 strong_23_38 1
 serve_23_39 cost 8.18
 serve_23_39 served_39 1
 serve_23_39 capacity_23 10
 serve_23_39 strong_23_39 1
 serve_23_40 cost 98.5
 serve_23_40 served_40 1
 serve_23_40 capacity_23 26
 serve_23_40 strong_23_40 1
 serve_23_41 cost 13.27
 serve_23_41 served_41 1
 serve_23_41 capacity_23 6
 serve_23_41 strong_23_41 1
 serve_23_42 cost 155.72
 serve_23_42 served_42 1
 serve_23_42 capacity_23 21
 serve_23_42 strong_23_42 1
 serve_23_43 cost 22.28
 serve_23_43 served_43 1
 serve_23_43 capacity_23 16
 serve_23_43 strong_23_43 1
 serve_23_44 cost 190.13
 serve_23_44 served_44 1
 serve_23_44 capacity_23 29
 serve_23_44 strong_23_44 1
 serve_23_45 cost 18.13
 serve_23_45 served_45 1
 serve_23_45 capacity_23 13
 serve_23_45 strong_23_45 1
 serve_23_46 cost 28.41
 serve_23_46 served_46 1
 serve_23_46 capacity_23 7
 serve_23_46 strong_23_46 1
 serve_23_47 cost 48.47
 serve_23_47 served_47 1
 serve_23_47 capacity_23 35
 serve_23_47 strong_23_47 1
 serve_23_48 cost 105.87
 serve_23_48 served_48 1
 serve_23_48 capacity_23 35
 serve_23_48 strong_23_48 1
 serve_23_49 cost 22.02
 serve_23_49 served_49 1
 serve_23_49 capacity_23 5
 serve_23_49 strong_23_49 1
 serve_24_0 cost 132.74
 serve_24_0 served_0 1
 serve_24_0 capacity_24 14
 serve_24_0 strong_24_0 1
 serve_24_1 cost 131.64
 serve_24_1 served_1 1
 serve_24_1 capacity_24 32
 serve_24_1 strong_24_1 1
 serve_24_2 cost 206.19
 serve_24_2 served_2 1
 serve_24_2 capacity_24 21
 serve_24_2 strong_24_2 1
 serve_24_3 cost 85.53
 serve_24_3 served_3 1
 serve_24_3 capacity_24 18
 serve_24_3 strong_24_3 1
 serve_24_4 cost 85.08
 serve_24_4 served_4 1
 serve_24_4 capacity_24 26
 serve_24_4 strong_24_4 1
 serve_24_5 cost 67.86
 serve_24_5 served_5 1
 serve_24_5 capacity_24 15
 serve_24_5 strong_24_5 1
 serve_24_6 cost 50.11
 serve_24_6 served_6 1
 serve_24_6 capacity_24 12
 serve_24_6 strong_24_6 1
 serve_24_7 cost 141.54
 serve_24_7 served_7 1
 serve_24_7 capacity_24 21
 serve_24_7 strong_24_7 1
 serve_24_8 cost 231.63
 serve_24_8 served_8 1
 serve_24_8 capacity_24 28
 serve_24_8 strong_24_8 1
 serve_24_9 cost 73.1
 serve_24_9 served_9 1
 serve_24_9 capacity_24 29
 serve_24_9 strong_24_9 1
 serve_24_10 cost 38.71
 serve_24_10 served_10 1
 serve_24_10 capacity_24 6
 serve_24_10 strong_24_10 1
 serve_24_11 cost 44.85
 serve_24_11 served_11 1
 serve_24_11 capacity_24 11
 serve_24_11 strong_24_11 1
 serve_24_12 cost 106.21
 serve_24_12 served_12 1
 serve_24_12 capacity_24 24
 serve_24_12 strong_24_12 1
 serve_24_13 cost 158.22
 serve_24_13 served_13 1
 serve_24_13 capacity_24 25
 serve_24_13 strong_24_13 1
 serve_24_14 cost 28.96
 serve_24_14 served_14 1
 serve_24_14 capacity_24 5
 serve_24_14 strong_24_14 1
 serve_24_15 cost 131.37
 serve_24_15 served_15 1
 serve_24_15 capacity_24 15
 serve_24_15 strong_24_15 1
 serve_24_16 cost 122.42
 serve_24_16 served_16 1
 serve_24_16 capacity_24 18
 serve_24_16 strong_24_16 1
 serve_24_17 cost 206.63
 serve_24_17 served_17 1
 serve_24_17 capacity_24 32
 serve_24_17 strong_24_17 1
 serve_24_18 cost 27.82
 serve_24_18 served_18 1
 serve_24_18 capacity_24 25
 serve_24_18 strong_24_18 1
 serve_24_19 cost 79.66
 serve_24_19 served_19 1
 serve_24_19 capacity_24 16
 serve_24_19 strong_24_19 1
 serve_24_20 cost 94.54
 serve_24_20 served_20 1
 serve_24_20 capacity_24 15
 serve_24_20 strong_24_20 1
 serve_24_21 cost 21.88
 serve_24_21 served_21 1
 serve_24_21 capacity_24 23
 serve_24_21 strong_24_21 1
 serve_24_22 cost 40.77
 serve_24_22 served_22 1
 serve_24_22 capacity_24 5
 serve_24_22 strong_24_22 1
 serve_24_23 cost 257.78
 serve_24_23 served_23 1
 serve_24_23 capacity_24 33
 serve_24_23 strong_24_23 1
 serve_24_24 cost 99.94
 serve_24_24 served_24 1
 serve_24_24 capacity_24 21
 serve_24_24 strong_24_24 1
 serve_24_25 cost 41.98
 serve_24_25 served_25 1
 serve_24_25 capacity_24 22
 serve_24_25 strong_24_25 1
 serve_24_26 cost 169.75
 serve_24_26 served_26 1
 serve_24_26 capacity_24 24
 serve_24_26 strong_24_26 1
 serve_24_27 cost 16.86
 serve_24_27 served_27 1
 serve_24_27 capacity_24 8
 serve_24_27 strong_24_27 1
 serve_24_28 cost 56.75
 serve_24_28 served_28 1
 serve_24_28 capacity_24 7
 serve_24_28 strong_24_28 1
 serve_24_29 cost 165.91
 serve_24_29 served_29 1
 serve_24_29 capacity_24 30
 serve_24_29 strong_24_29 1
 serve_24_30 cost 62.57
 serve_24_30 served_30 1
 serve_24_30 capacity_24 9
 serve_24_30 strong_24_30 1
 serve_24_31 cost 211.26
 serve_24_31 served_31 1
 serve_24_31 capacity_24 27
 serve_24_31 strong_24_31 1
 serve_24_32 cost 116
 serve_24_32 served_32 1
 serve_24_32 capacity_24 13
 serve_24_32 strong_24_32 1
 serve_24_33 cost 191.07
 serve_24_33 served_33 1
 serve_24_33 capacity_24 24
 serve_24_33 strong_24_33 1
 serve_24_34 cost 111.45
 serve_24_34 served_34 1
 serve_24_34 capacity_24 14
 serve_24_34 strong_24_34 1
 serve_24_35 cost 30.55
 serve_24_35 served_35 1
 serve_24_35 capacity_24 21
 serve_24_35 strong_24_35 1
 serve_24_36 cost 348.59
 serve_24_36 served_36 1
 serve_24_36 capacity_24 33
 serve_24_36 strong_24_36 1
 serve_24_37 cost 74.12
 serve_24_37 served_37 1
 serve_24_37 capacity_24 7
 serve_24_37 strong_24_37 1
 serve_24_38 cost 59.47
 serve_24_38 served_38 1
 serve_24_38 capacity_24 8
 serve_24_38 strong_24_38 1
 serve_24_39 cost 55.75
 serve_24_39 served_39 1
 serve_24_39 capacity_24 10
 serve_24_39 strong_24_39 1
 serve_24_40 cost 155.27
 serve_24_40 served_40 1
 serve_24_40 capacity_24 26
 serve_24_40 strong_24_40 1
 serve_24_41 cost 50.27
 serve_24_41 served_41 1
 serve_24_41 capacity_24 6
 serve_24_41 strong_24_41 1
 serve_24_42 cost 138.68
 serve_24_42 served_42 1
 serve_24_42 capacity_24 21
 serve_24_42 strong_24_42 1
 serve_24_43 cost 106.97
 serve_24_43 served_43 1
 serve_24_43 capacity_24 16
 serve_24_43 strong_24_43 1
 serve_24_44 cost 49.62
 serve_24_44 served_44 1
 serve_24_44 capacity_24 29
 serve_24_44 strong_24_44 1
 serve_24_45 cost 89.97
 serve_24_45 served_45 1
 serve_24_45 capacity_24 13
 serve_24_45 strong_24_45 1
 serve_24_46 cost 40.23
 serve_24_46 served_46 1
 serve_24_46 capacity_24 7
 serve_24_46 strong_24_46 1
 serve_24_47 cost 252.99
 serve_24_47 served_47 1
 serve_24_47 capacity_24 35
 serve_24_47 strong_24_47 1
 serve_24_48 cost 263.82
 serve_24_48 served_48 1
 serve_24_48 capacity_24 35
 serve_24_48 strong_24_48 1
 serve_24_49 cost 10.54
 serve_24_49 served_49 1
 serve_24_49 capacity_24 5
 serve_24_49 strong_24_49 1
RHS
 RHS served_0 1
 RHS served_1 1
 RHS served_2 1
 RHS served_3 1
 RHS served_4 1
 RHS served_5 1
 RHS served_6 1
 RHS served_7 1
 RHS served_8 1
 RHS served_9 1
 RHS served_10 1
 RHS served_11 1
 RHS served_12 1
 RHS served_13 1
 RHS served_14 1
 RHS served_15 1
 RHS served_16 1
 RHS served_17 1
 RHS served_18 1
 RHS served_19 1
 RHS served_20 1
 RHS served_21 1
 RHS served_22 1
 RHS served_23 1
 RHS served_24 1
 RHS served_25 1
 RHS served_26 1
 RHS served_27 1
 RHS served_28 1
 RHS served_29 1
 RHS served_30 1
 RHS served_31 1
 RHS served_32 1
 RHS served_33 1
 RHS served_34 1
 RHS served_35 1
 RHS served_36 1
 RHS served_37 1
 RHS served_38 1
 RHS served_39 1
 RHS served_40 1
 RHS served_41 1
 RHS served_42 1
 RHS served_43 1
 RHS served_44 1
 RHS served_45 1
 RHS served_46 1
 RHS served_47 1
 RHS served_48 1
 RHS served_49 1
 RHS enough 940
BOUNDS
 LO BND open_0 0
 UP BND open_0 1
 LO BND open_1 0
 UP BND open_1 1
 LO BND open_2 0
 UP BND open_2 1
 LO BND open_3 0
 UP BND open_3 1
 LO BND open_4 0
 UP BND open_4 1
 LO BND open_5 0
 UP BND open_5 1
 LO BND open_6 0
 UP BND open_6 1
 LO BND open_7 0
 UP BND open_7 1
 LO BND open_8 0
 UP BND open_8 1
 LO BND open_9 0
 UP BND open_9 1
 LO BND open_10 0
 UP BND open_10 1
 LO BND open_11 0
 UP BND open_11 1
 LO BND open_12 0
 UP BND open_12 1
 LO BND open_13 0
 UP BND open_13 1
 LO BND open_14 0
 UP BND open_14 1
 LO BND open_15 0
 UP BND open_15 1
 LO BND open_16 0
 UP BND open_16 1
 LO BND open_17 0
 UP BND open_17 1
 LO BND open_18 0
 UP BND open_18 1
 LO BND open_19 0
 UP BND open_19 1
 LO BND open_20 0
 UP BND open_20 1
 LO BND open_21 0
 UP BND open_21 1
 LO BND open_22 0
 UP BND open_22 1
 LO BND open_23 0
 UP BND open_23 1
 LO BND open_24 0
 UP BND open_24 1
ENDATA
