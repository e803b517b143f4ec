module {
  sdy.mesh @mesh = <["x"=4]>
  func.func public @main(%a0: tensor<2xui64>, %a1: tensor<2xui64>, %a2: tensor<3xui64>, %a3: tensor<2xui64>) -> (tensor<2xui64>, tensor<7xui8>, tensor<2xui64>, tensor<8xui8>, tensor<2xui64>, tensor<5x3xui8>, tensor<2xui64>, tensor<3x4xui8>, tensor<2xui64>, tensor<7x5x2xui8>, tensor<2xui64>, tensor<ui8>, tensor<2xui64>, tensor<7xui16>, tensor<2xui64>, tensor<8xui16>, tensor<2xui64>, tensor<5x3xui16>, tensor<2xui64>, tensor<3x4xui16>, tensor<2xui64>, tensor<7x5x2xui16>, tensor<2xui64>, tensor<ui16>, tensor<2xui64>, tensor<7xui32>, tensor<2xui64>, tensor<8xui32>, tensor<2xui64>, tensor<5x3xui32>, tensor<2xui64>, tensor<3x4xui32>, tensor<2xui64>, tensor<7x5x2xui32>, tensor<2xui64>, tensor<ui32>, tensor<2xui64>, tensor<7xui64>, tensor<2xui64>, tensor<8xui64>, tensor<2xui64>, tensor<5x3xui64>, tensor<2xui64>, tensor<3x4xui64>, tensor<2xui64>, tensor<7x5x2xui64>, tensor<2xui64>, tensor<ui64>, tensor<2xui64>, tensor<7xui8>, tensor<2xui64>, tensor<8xui8>, tensor<2xui64>, tensor<5x3xui8>, tensor<2xui64>, tensor<3x4xui8>, tensor<2xui64>, tensor<7x5x2xui8>, tensor<2xui64>, tensor<ui8>, tensor<2xui64>, tensor<7xui16>, tensor<2xui64>, tensor<8xui16>, tensor<2xui64>, tensor<5x3xui16>, tensor<2xui64>, tensor<3x4xui16>, tensor<2xui64>, tensor<7x5x2xui16>, tensor<2xui64>, tensor<ui16>, tensor<2xui64>, tensor<7xui32>, tensor<2xui64>, tensor<8xui32>, tensor<2xui64>, tensor<5x3xui32>, tensor<2xui64>, tensor<3x4xui32>, tensor<2xui64>, tensor<7x5x2xui32>, tensor<2xui64>, tensor<ui32>, tensor<2xui64>, tensor<7xui64>, tensor<2xui64>, tensor<8xui64>, tensor<2xui64>, tensor<5x3xui64>, tensor<2xui64>, tensor<3x4xui64>, tensor<2xui64>, tensor<7x5x2xui64>, tensor<2xui64>, tensor<ui64>, tensor<3xui64>, tensor<7xui8>, tensor<3xui64>, tensor<8xui8>, tensor<3xui64>, tensor<5x3xui8>, tensor<3xui64>, tensor<3x4xui8>, tensor<3xui64>, tensor<7x5x2xui8>, tensor<3xui64>, tensor<ui8>, tensor<3xui64>, tensor<7xui16>, tensor<3xui64>, tensor<8xui16>, tensor<3xui64>, tensor<5x3xui16>, tensor<3xui64>, tensor<3x4xui16>, tensor<3xui64>, tensor<7x5x2xui16>, tensor<3xui64>, tensor<ui16>, tensor<3xui64>, tensor<7xui32>, tensor<3xui64>, tensor<8xui32>, tensor<3xui64>, tensor<5x3xui32>, tensor<3xui64>, tensor<3x4xui32>, tensor<3xui64>, tensor<7x5x2xui32>, tensor<3xui64>, tensor<ui32>, tensor<3xui64>, tensor<7xui64>, tensor<3xui64>, tensor<8xui64>, tensor<3xui64>, tensor<5x3xui64>, tensor<3xui64>, tensor<3x4xui64>, tensor<3xui64>, tensor<7x5x2xui64>, tensor<3xui64>, tensor<ui64>, tensor<2xui64>, tensor<7xui8>, tensor<2xui64>, tensor<8xui8>, tensor<2xui64>, tensor<5x3xui8>, tensor<2xui64>, tensor<3x4xui8>, tensor<2xui64>, tensor<7x5x2xui8>, tensor<2xui64>, tensor<ui8>, tensor<2xui64>, tensor<7xui16>, tensor<2xui64>, tensor<8xui16>, tensor<2xui64>, tensor<5x3xui16>, tensor<2xui64>, tensor<3x4xui16>, tensor<2xui64>, tensor<7x5x2xui16>, tensor<2xui64>, tensor<ui16>, tensor<2xui64>, tensor<7xui32>, tensor<2xui64>, tensor<8xui32>, tensor<2xui64>, tensor<5x3xui32>, tensor<2xui64>, tensor<3x4xui32>, tensor<2xui64>, tensor<7x5x2xui32>, tensor<2xui64>, tensor<ui32>, tensor<2xui64>, tensor<7xui64>, tensor<2xui64>, tensor<8xui64>, tensor<2xui64>, tensor<5x3xui64>, tensor<2xui64>, tensor<3x4xui64>, tensor<2xui64>, tensor<7x5x2xui64>, tensor<2xui64>, tensor<ui64>) {
    %v0:2 = stablehlo.rng_bit_generator %a0, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<7xui8>)
    %v1 = sdy.sharding_constraint %v0#1 <@mesh, [{"x"}]> : tensor<7xui8>
    %v2:2 = stablehlo.rng_bit_generator %a0, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<8xui8>)
    %v3 = sdy.sharding_constraint %v2#1 <@mesh, [{"x"}]> : tensor<8xui8>
    %v4:2 = stablehlo.rng_bit_generator %a0, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<5x3xui8>)
    %v5 = sdy.sharding_constraint %v4#1 <@mesh, [{}, {"x"}]> : tensor<5x3xui8>
    %v6:2 = stablehlo.rng_bit_generator %a0, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<3x4xui8>)
    %v7 = sdy.sharding_constraint %v6#1 <@mesh, [{}, {"x"}]> : tensor<3x4xui8>
    %v8:2 = stablehlo.rng_bit_generator %a0, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<7x5x2xui8>)
    %v9 = sdy.sharding_constraint %v8#1 <@mesh, [{}, {"x"}, {}]> : tensor<7x5x2xui8>
    %v10:2 = stablehlo.rng_bit_generator %a0, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<ui8>)
    %v11 = sdy.sharding_constraint %v10#1 <@mesh, []> : tensor<ui8>
    %v12:2 = stablehlo.rng_bit_generator %a0, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<7xui16>)
    %v13 = sdy.sharding_constraint %v12#1 <@mesh, [{"x"}]> : tensor<7xui16>
    %v14:2 = stablehlo.rng_bit_generator %a0, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<8xui16>)
    %v15 = sdy.sharding_constraint %v14#1 <@mesh, [{"x"}]> : tensor<8xui16>
    %v16:2 = stablehlo.rng_bit_generator %a0, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<5x3xui16>)
    %v17 = sdy.sharding_constraint %v16#1 <@mesh, [{}, {"x"}]> : tensor<5x3xui16>
    %v18:2 = stablehlo.rng_bit_generator %a0, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<3x4xui16>)
    %v19 = sdy.sharding_constraint %v18#1 <@mesh, [{}, {"x"}]> : tensor<3x4xui16>
    %v20:2 = stablehlo.rng_bit_generator %a0, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<7x5x2xui16>)
    %v21 = sdy.sharding_constraint %v20#1 <@mesh, [{}, {"x"}, {}]> : tensor<7x5x2xui16>
    %v22:2 = stablehlo.rng_bit_generator %a0, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<ui16>)
    %v23 = sdy.sharding_constraint %v22#1 <@mesh, []> : tensor<ui16>
    %v24:2 = stablehlo.rng_bit_generator %a0, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<7xui32>)
    %v25 = sdy.sharding_constraint %v24#1 <@mesh, [{"x"}]> : tensor<7xui32>
    %v26:2 = stablehlo.rng_bit_generator %a0, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<8xui32>)
    %v27 = sdy.sharding_constraint %v26#1 <@mesh, [{"x"}]> : tensor<8xui32>
    %v28:2 = stablehlo.rng_bit_generator %a0, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<5x3xui32>)
    %v29 = sdy.sharding_constraint %v28#1 <@mesh, [{}, {"x"}]> : tensor<5x3xui32>
    %v30:2 = stablehlo.rng_bit_generator %a0, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<3x4xui32>)
    %v31 = sdy.sharding_constraint %v30#1 <@mesh, [{}, {"x"}]> : tensor<3x4xui32>
    %v32:2 = stablehlo.rng_bit_generator %a0, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<7x5x2xui32>)
    %v33 = sdy.sharding_constraint %v32#1 <@mesh, [{}, {"x"}, {}]> : tensor<7x5x2xui32>
    %v34:2 = stablehlo.rng_bit_generator %a0, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<ui32>)
    %v35 = sdy.sharding_constraint %v34#1 <@mesh, []> : tensor<ui32>
    %v36:2 = stablehlo.rng_bit_generator %a0, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<7xui64>)
    %v37 = sdy.sharding_constraint %v36#1 <@mesh, [{"x"}]> : tensor<7xui64>
    %v38:2 = stablehlo.rng_bit_generator %a0, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<8xui64>)
    %v39 = sdy.sharding_constraint %v38#1 <@mesh, [{"x"}]> : tensor<8xui64>
    %v40:2 = stablehlo.rng_bit_generator %a0, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<5x3xui64>)
    %v41 = sdy.sharding_constraint %v40#1 <@mesh, [{}, {"x"}]> : tensor<5x3xui64>
    %v42:2 = stablehlo.rng_bit_generator %a0, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<3x4xui64>)
    %v43 = sdy.sharding_constraint %v42#1 <@mesh, [{}, {"x"}]> : tensor<3x4xui64>
    %v44:2 = stablehlo.rng_bit_generator %a0, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<7x5x2xui64>)
    %v45 = sdy.sharding_constraint %v44#1 <@mesh, [{}, {"x"}, {}]> : tensor<7x5x2xui64>
    %v46:2 = stablehlo.rng_bit_generator %a0, algorithm = THREE_FRY : (tensor<2xui64>) -> (tensor<2xui64>, tensor<ui64>)
    %v47 = sdy.sharding_constraint %v46#1 <@mesh, []> : tensor<ui64>
    %v48:2 = stablehlo.rng_bit_generator %a1, algorithm = PHILOX : (tensor<2xui64>) -> (tensor<2xui64>, tensor<7xui8>)
    %v49 = sdy.sharding_constraint %v48#1 <@mesh, [{"x"}]> : tensor<7xui8>
    %v50:2 = stablehlo.rng_bit_generator %a1, algorithm = PHILOX : (tensor<2xui64>) -> (tensor<2xui64>, tensor<8xui8>)
    %v51 = sdy.sharding_constraint %v50#1 <@mesh, [{"x"}]> : tensor<8xui8>
    %v52:2 = stablehlo.rng_bit_generator %a1, algorithm = PHILOX : (tensor<2xui64>) -> (tensor<2xui64>, tensor<5x3xui8>)
    %v53 = sdy.sharding_constraint %v52#1 <@mesh, [{}, {"x"}]> : tensor<5x3xui8>
    %v54:2 = stablehlo.rng_bit_generator %a1, algorithm = PHILOX : (tensor<2xui64>) -> (tensor<2xui64>, tensor<3x4xui8>)
    %v55 = sdy.sharding_constraint %v54#1 <@mesh, [{}, {"x"}]> : tensor<3x4xui8>
    %v56:2 = stablehlo.rng_bit_generator %a1, algorithm = PHILOX : (tensor<2xui64>) -> (tensor<2xui64>, tensor<7x5x2xui8>)
    %v57 = sdy.sharding_constraint %v56#1 <@mesh, [{}, {"x"}, {}]> : tensor<7x5x2xui8>
    %v58:2 = stablehlo.rng_bit_generator %a1, algorithm = PHILOX : (tensor<2xui64>) -> (tensor<2xui64>, tensor<ui8>)
    %v59 = sdy.sharding_constraint %v58#1 <@mesh, []> : tensor<ui8>
    %v60:2 = stablehlo.rng_bit_generator %a1, algorithm = PHILOX : (tensor<2xui64>) -> (tensor<2xui64>, tensor<7xui16>)
    %v61 = sdy.sharding_constraint %v60#1 <@mesh, [{"x"}]> : tensor<7xui16>
    %v62:2 = stablehlo.rng_bit_generator %a1, algorithm = PHILOX : (tensor<2xui64>) -> (tensor<2xui64>, tensor<8xui16>)
    %v63 = sdy.sharding_constraint %v62#1 <@mesh, [{"x"}]> : tensor<8xui16>
    %v64:2 = stablehlo.rng_bit_generator %a1, algorithm = PHILOX : (tensor<2xui64>) -> (tensor<2xui64>, tensor<5x3xui16>)
    %v65 = sdy.sharding_constraint %v64#1 <@mesh, [{}, {"x"}]> : tensor<5x3xui16>
    %v66:2 = stablehlo.rng_bit_generator %a1, algorithm = PHILOX : (tensor<2xui64>) -> (tensor<2xui64>, tensor<3x4xui16>)
    %v67 = sdy.sharding_constraint %v66#1 <@mesh, [{}, {"x"}]> : tensor<3x4xui16>
    %v68:2 = stablehlo.rng_bit_generator %a1, algorithm = PHILOX : (tensor<2xui64>) -> (tensor<2xui64>, tensor<7x5x2xui16>)
    %v69 = sdy.sharding_constraint %v68#1 <@mesh, [{}, {"x"}, {}]> : tensor<7x5x2xui16>
    %v70:2 = stablehlo.rng_bit_generator %a1, algorithm = PHILOX : (tensor<2xui64>) -> (tensor<2xui64>, tensor<ui16>)
    %v71 = sdy.sharding_constraint %v70#1 <@mesh, []> : tensor<ui16>
    %v72:2 = stablehlo.rng_bit_generator %a1, algorithm = PHILOX : (tensor<2xui64>) -> (tensor<2xui64>, tensor<7xui32>)
    %v73 = sdy.sharding_constraint %v72#1 <@mesh, [{"x"}]> : tensor<7xui32>
    %v74:2 = stablehlo.rng_bit_generator %a1, algorithm = PHILOX : (tensor<2xui64>) -> (tensor<2xui64>, tensor<8xui32>)
    %v75 = sdy.sharding_constraint %v74#1 <@mesh, [{"x"}]> : tensor<8xui32>
    %v76:2 = stablehlo.rng_bit_generator %a1, algorithm = PHILOX : (tensor<2xui64>) -> (tensor<2xui64>, tensor<5x3xui32>)
    %v77 = sdy.sharding_constraint %v76#1 <@mesh, [{}, {"x"}]> : tensor<5x3xui32>
    %v78:2 = stablehlo.rng_bit_generator %a1, algorithm = PHILOX : (tensor<2xui64>) -> (tensor<2xui64>, tensor<3x4xui32>)
    %v79 = sdy.sharding_constraint %v78#1 <@mesh, [{}, {"x"}]> : tensor<3x4xui32>
    %v80:2 = stablehlo.rng_bit_generator %a1, algorithm = PHILOX : (tensor<2xui64>) -> (tensor<2xui64>, tensor<7x5x2xui32>)
    %v81 = sdy.sharding_constraint %v80#1 <@mesh, [{}, {"x"}, {}]> : tensor<7x5x2xui32>
    %v82:2 = stablehlo.rng_bit_generator %a1, algorithm = PHILOX : (tensor<2xui64>) -> (tensor<2xui64>, tensor<ui32>)
    %v83 = sdy.sharding_constraint %v82#1 <@mesh, []> : tensor<ui32>
    %v84:2 = stablehlo.rng_bit_generator %a1, algorithm = PHILOX : (tensor<2xui64>) -> (tensor<2xui64>, tensor<7xui64>)
    %v85 = sdy.sharding_constraint %v84#1 <@mesh, [{"x"}]> : tensor<7xui64>
    %v86:2 = stablehlo.rng_bit_generator %a1, algorithm = PHILOX : (tensor<2xui64>) -> (tensor<2xui64>, tensor<8xui64>)
    %v87 = sdy.sharding_constraint %v86#1 <@mesh, [{"x"}]> : tensor<8xui64>
    %v88:2 = stablehlo.rng_bit_generator %a1, algorithm = PHILOX : (tensor<2xui64>) -> (tensor<2xui64>, tensor<5x3xui64>)
    %v89 = sdy.sharding_constraint %v88#1 <@mesh, [{}, {"x"}]> : tensor<5x3xui64>
    %v90:2 = stablehlo.rng_bit_generator %a1, algorithm = PHILOX : (tensor<2xui64>) -> (tensor<2xui64>, tensor<3x4xui64>)
    %v91 = sdy.sharding_constraint %v90#1 <@mesh, [{}, {"x"}]> : tensor<3x4xui64>
    %v92:2 = stablehlo.rng_bit_generator %a1, algorithm = PHILOX : (tensor<2xui64>) -> (tensor<2xui64>, tensor<7x5x2xui64>)
    %v93 = sdy.sharding_constraint %v92#1 <@mesh, [{}, {"x"}, {}]> : tensor<7x5x2xui64>
    %v94:2 = stablehlo.rng_bit_generator %a1, algorithm = PHILOX : (tensor<2xui64>) -> (tensor<2xui64>, tensor<ui64>)
    %v95 = sdy.sharding_constraint %v94#1 <@mesh, []> : tensor<ui64>
    %v96:2 = stablehlo.rng_bit_generator %a2, algorithm = PHILOX : (tensor<3xui64>) -> (tensor<3xui64>, tensor<7xui8>)
    %v97 = sdy.sharding_constraint %v96#1 <@mesh, [{"x"}]> : tensor<7xui8>
    %v98:2 = stablehlo.rng_bit_generator %a2, algorithm = PHILOX : (tensor<3xui64>) -> (tensor<3xui64>, tensor<8xui8>)
    %v99 = sdy.sharding_constraint %v98#1 <@mesh, [{"x"}]> : tensor<8xui8>
    %v100:2 = stablehlo.rng_bit_generator %a2, algorithm = PHILOX : (tensor<3xui64>) -> (tensor<3xui64>, tensor<5x3xui8>)
    %v101 = sdy.sharding_constraint %v100#1 <@mesh, [{}, {"x"}]> : tensor<5x3xui8>
    %v102:2 = stablehlo.rng_bit_generator %a2, algorithm = PHILOX : (tensor<3xui64>) -> (tensor<3xui64>, tensor<3x4xui8>)
    %v103 = sdy.sharding_constraint %v102#1 <@mesh, [{}, {"x"}]> : tensor<3x4xui8>
    %v104:2 = stablehlo.rng_bit_generator %a2, algorithm = PHILOX : (tensor<3xui64>) -> (tensor<3xui64>, tensor<7x5x2xui8>)
    %v105 = sdy.sharding_constraint %v104#1 <@mesh, [{}, {"x"}, {}]> : tensor<7x5x2xui8>
    %v106:2 = stablehlo.rng_bit_generator %a2, algorithm = PHILOX : (tensor<3xui64>) -> (tensor<3xui64>, tensor<ui8>)
    %v107 = sdy.sharding_constraint %v106#1 <@mesh, []> : tensor<ui8>
    %v108:2 = stablehlo.rng_bit_generator %a2, algorithm = PHILOX : (tensor<3xui64>) -> (tensor<3xui64>, tensor<7xui16>)
    %v109 = sdy.sharding_constraint %v108#1 <@mesh, [{"x"}]> : tensor<7xui16>
    %v110:2 = stablehlo.rng_bit_generator %a2, algorithm = PHILOX : (tensor<3xui64>) -> (tensor<3xui64>, tensor<8xui16>)
    %v111 = sdy.sharding_constraint %v110#1 <@mesh, [{"x"}]> : tensor<8xui16>
    %v112:2 = stablehlo.rng_bit_generator %a2, algorithm = PHILOX : (tensor<3xui64>) -> (tensor<3xui64>, tensor<5x3xui16>)
    %v113 = sdy.sharding_constraint %v112#1 <@mesh, [{}, {"x"}]> : tensor<5x3xui16>
    %v114:2 = stablehlo.rng_bit_generator %a2, algorithm = PHILOX : (tensor<3xui64>) -> (tensor<3xui64>, tensor<3x4xui16>)
    %v115 = sdy.sharding_constraint %v114#1 <@mesh, [{}, {"x"}]> : tensor<3x4xui16>
    %v116:2 = stablehlo.rng_bit_generator %a2, algorithm = PHILOX : (tensor<3xui64>) -> (tensor<3xui64>, tensor<7x5x2xui16>)
    %v117 = sdy.sharding_constraint %v116#1 <@mesh, [{}, {"x"}, {}]> : tensor<7x5x2xui16>
    %v118:2 = stablehlo.rng_bit_generator %a2, algorithm = PHILOX : (tensor<3xui64>) -> (tensor<3xui64>, tensor<ui16>)
    %v119 = sdy.sharding_constraint %v118#1 <@mesh, []> : tensor<ui16>
    %v120:2 = stablehlo.rng_bit_generator %a2, algorithm = PHILOX : (tensor<3xui64>) -> (tensor<3xui64>, tensor<7xui32>)
    %v121 = sdy.sharding_constraint %v120#1 <@mesh, [{"x"}]> : tensor<7xui32>
    %v122:2 = stablehlo.rng_bit_generator %a2, algorithm = PHILOX : (tensor<3xui64>) -> (tensor<3xui64>, tensor<8xui32>)
    %v123 = sdy.sharding_constraint %v122#1 <@mesh, [{"x"}]> : tensor<8xui32>
    %v124:2 = stablehlo.rng_bit_generator %a2, algorithm = PHILOX : (tensor<3xui64>) -> (tensor<3xui64>, tensor<5x3xui32>)
    %v125 = sdy.sharding_constraint %v124#1 <@mesh, [{}, {"x"}]> : tensor<5x3xui32>
    %v126:2 = stablehlo.rng_bit_generator %a2, algorithm = PHILOX : (tensor<3xui64>) -> (tensor<3xui64>, tensor<3x4xui32>)
    %v127 = sdy.sharding_constraint %v126#1 <@mesh, [{}, {"x"}]> : tensor<3x4xui32>
    %v128:2 = stablehlo.rng_bit_generator %a2, algorithm = PHILOX : (tensor<3xui64>) -> (tensor<3xui64>, tensor<7x5x2xui32>)
    %v129 = sdy.sharding_constraint %v128#1 <@mesh, [{}, {"x"}, {}]> : tensor<7x5x2xui32>
    %v130:2 = stablehlo.rng_bit_generator %a2, algorithm = PHILOX : (tensor<3xui64>) -> (tensor<3xui64>, tensor<ui32>)
    %v131 = sdy.sharding_constraint %v130#1 <@mesh, []> : tensor<ui32>
    %v132:2 = stablehlo.rng_bit_generator %a2, algorithm = PHILOX : (tensor<3xui64>) -> (tensor<3xui64>, tensor<7xui64>)
    %v133 = sdy.sharding_constraint %v132#1 <@mesh, [{"x"}]> : tensor<7xui64>
    %v134:2 = stablehlo.rng_bit_generator %a2, algorithm = PHILOX : (tensor<3xui64>) -> (tensor<3xui64>, tensor<8xui64>)
    %v135 = sdy.sharding_constraint %v134#1 <@mesh, [{"x"}]> : tensor<8xui64>
    %v136:2 = stablehlo.rng_bit_generator %a2, algorithm = PHILOX : (tensor<3xui64>) -> (tensor<3xui64>, tensor<5x3xui64>)
    %v137 = sdy.sharding_constraint %v136#1 <@mesh, [{}, {"x"}]> : tensor<5x3xui64>
    %v138:2 = stablehlo.rng_bit_generator %a2, algorithm = PHILOX : (tensor<3xui64>) -> (tensor<3xui64>, tensor<3x4xui64>)
    %v139 = sdy.sharding_constraint %v138#1 <@mesh, [{}, {"x"}]> : tensor<3x4xui64>
    %v140:2 = stablehlo.rng_bit_generator %a2, algorithm = PHILOX : (tensor<3xui64>) -> (tensor<3xui64>, tensor<7x5x2xui64>)
    %v141 = sdy.sharding_constraint %v140#1 <@mesh, [{}, {"x"}, {}]> : tensor<7x5x2xui64>
    %v142:2 = stablehlo.rng_bit_generator %a2, algorithm = PHILOX : (tensor<3xui64>) -> (tensor<3xui64>, tensor<ui64>)
    %v143 = sdy.sharding_constraint %v142#1 <@mesh, []> : tensor<ui64>
    %v144:2 = stablehlo.rng_bit_generator %a3, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<7xui8>)
    %v145 = sdy.sharding_constraint %v144#1 <@mesh, [{"x"}]> : tensor<7xui8>
    %v146:2 = stablehlo.rng_bit_generator %a3, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<8xui8>)
    %v147 = sdy.sharding_constraint %v146#1 <@mesh, [{"x"}]> : tensor<8xui8>
    %v148:2 = stablehlo.rng_bit_generator %a3, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<5x3xui8>)
    %v149 = sdy.sharding_constraint %v148#1 <@mesh, [{}, {"x"}]> : tensor<5x3xui8>
    %v150:2 = stablehlo.rng_bit_generator %a3, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<3x4xui8>)
    %v151 = sdy.sharding_constraint %v150#1 <@mesh, [{}, {"x"}]> : tensor<3x4xui8>
    %v152:2 = stablehlo.rng_bit_generator %a3, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<7x5x2xui8>)
    %v153 = sdy.sharding_constraint %v152#1 <@mesh, [{}, {"x"}, {}]> : tensor<7x5x2xui8>
    %v154:2 = stablehlo.rng_bit_generator %a3, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<ui8>)
    %v155 = sdy.sharding_constraint %v154#1 <@mesh, []> : tensor<ui8>
    %v156:2 = stablehlo.rng_bit_generator %a3, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<7xui16>)
    %v157 = sdy.sharding_constraint %v156#1 <@mesh, [{"x"}]> : tensor<7xui16>
    %v158:2 = stablehlo.rng_bit_generator %a3, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<8xui16>)
    %v159 = sdy.sharding_constraint %v158#1 <@mesh, [{"x"}]> : tensor<8xui16>
    %v160:2 = stablehlo.rng_bit_generator %a3, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<5x3xui16>)
    %v161 = sdy.sharding_constraint %v160#1 <@mesh, [{}, {"x"}]> : tensor<5x3xui16>
    %v162:2 = stablehlo.rng_bit_generator %a3, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<3x4xui16>)
    %v163 = sdy.sharding_constraint %v162#1 <@mesh, [{}, {"x"}]> : tensor<3x4xui16>
    %v164:2 = stablehlo.rng_bit_generator %a3, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<7x5x2xui16>)
    %v165 = sdy.sharding_constraint %v164#1 <@mesh, [{}, {"x"}, {}]> : tensor<7x5x2xui16>
    %v166:2 = stablehlo.rng_bit_generator %a3, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<ui16>)
    %v167 = sdy.sharding_constraint %v166#1 <@mesh, []> : tensor<ui16>
    %v168:2 = stablehlo.rng_bit_generator %a3, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<7xui32>)
    %v169 = sdy.sharding_constraint %v168#1 <@mesh, [{"x"}]> : tensor<7xui32>
    %v170:2 = stablehlo.rng_bit_generator %a3, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<8xui32>)
    %v171 = sdy.sharding_constraint %v170#1 <@mesh, [{"x"}]> : tensor<8xui32>
    %v172:2 = stablehlo.rng_bit_generator %a3, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<5x3xui32>)
    %v173 = sdy.sharding_constraint %v172#1 <@mesh, [{}, {"x"}]> : tensor<5x3xui32>
    %v174:2 = stablehlo.rng_bit_generator %a3, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<3x4xui32>)
    %v175 = sdy.sharding_constraint %v174#1 <@mesh, [{}, {"x"}]> : tensor<3x4xui32>
    %v176:2 = stablehlo.rng_bit_generator %a3, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<7x5x2xui32>)
    %v177 = sdy.sharding_constraint %v176#1 <@mesh, [{}, {"x"}, {}]> : tensor<7x5x2xui32>
    %v178:2 = stablehlo.rng_bit_generator %a3, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<ui32>)
    %v179 = sdy.sharding_constraint %v178#1 <@mesh, []> : tensor<ui32>
    %v180:2 = stablehlo.rng_bit_generator %a3, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<7xui64>)
    %v181 = sdy.sharding_constraint %v180#1 <@mesh, [{"x"}]> : tensor<7xui64>
    %v182:2 = stablehlo.rng_bit_generator %a3, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<8xui64>)
    %v183 = sdy.sharding_constraint %v182#1 <@mesh, [{"x"}]> : tensor<8xui64>
    %v184:2 = stablehlo.rng_bit_generator %a3, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<5x3xui64>)
    %v185 = sdy.sharding_constraint %v184#1 <@mesh, [{}, {"x"}]> : tensor<5x3xui64>
    %v186:2 = stablehlo.rng_bit_generator %a3, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<3x4xui64>)
    %v187 = sdy.sharding_constraint %v186#1 <@mesh, [{}, {"x"}]> : tensor<3x4xui64>
    %v188:2 = stablehlo.rng_bit_generator %a3, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<7x5x2xui64>)
    %v189 = sdy.sharding_constraint %v188#1 <@mesh, [{}, {"x"}, {}]> : tensor<7x5x2xui64>
    %v190:2 = stablehlo.rng_bit_generator %a3, algorithm = DEFAULT : (tensor<2xui64>) -> (tensor<2xui64>, tensor<ui64>)
    %v191 = sdy.sharding_constraint %v190#1 <@mesh, []> : tensor<ui64>
    return %v0#0, %v1, %v2#0, %v3, %v4#0, %v5, %v6#0, %v7, %v8#0, %v9, %v10#0, %v11, %v12#0, %v13, %v14#0, %v15, %v16#0, %v17, %v18#0, %v19, %v20#0, %v21, %v22#0, %v23, %v24#0, %v25, %v26#0, %v27, %v28#0, %v29, %v30#0, %v31, %v32#0, %v33, %v34#0, %v35, %v36#0, %v37, %v38#0, %v39, %v40#0, %v41, %v42#0, %v43, %v44#0, %v45, %v46#0, %v47, %v48#0, %v49, %v50#0, %v51, %v52#0, %v53, %v54#0, %v55, %v56#0, %v57, %v58#0, %v59, %v60#0, %v61, %v62#0, %v63, %v64#0, %v65, %v66#0, %v67, %v68#0, %v69, %v70#0, %v71, %v72#0, %v73, %v74#0, %v75, %v76#0, %v77, %v78#0, %v79, %v80#0, %v81, %v82#0, %v83, %v84#0, %v85, %v86#0, %v87, %v88#0, %v89, %v90#0, %v91, %v92#0, %v93, %v94#0, %v95, %v96#0, %v97, %v98#0, %v99, %v100#0, %v101, %v102#0, %v103, %v104#0, %v105, %v106#0, %v107, %v108#0, %v109, %v110#0, %v111, %v112#0, %v113, %v114#0, %v115, %v116#0, %v117, %v118#0, %v119, %v120#0, %v121, %v122#0, %v123, %v124#0, %v125, %v126#0, %v127, %v128#0, %v129, %v130#0, %v131, %v132#0, %v133, %v134#0, %v135, %v136#0, %v137, %v138#0, %v139, %v140#0, %v141, %v142#0, %v143, %v144#0, %v145, %v146#0, %v147, %v148#0, %v149, %v150#0, %v151, %v152#0, %v153, %v154#0, %v155, %v156#0, %v157, %v158#0, %v159, %v160#0, %v161, %v162#0, %v163, %v164#0, %v165, %v166#0, %v167, %v168#0, %v169, %v170#0, %v171, %v172#0, %v173, %v174#0, %v175, %v176#0, %v177, %v178#0, %v179, %v180#0, %v181, %v182#0, %v183, %v184#0, %v185, %v186#0, %v187, %v188#0, %v189, %v190#0, %v191 : tensor<2xui64>, tensor<7xui8>, tensor<2xui64>, tensor<8xui8>, tensor<2xui64>, tensor<5x3xui8>, tensor<2xui64>, tensor<3x4xui8>, tensor<2xui64>, tensor<7x5x2xui8>, tensor<2xui64>, tensor<ui8>, tensor<2xui64>, tensor<7xui16>, tensor<2xui64>, tensor<8xui16>, tensor<2xui64>, tensor<5x3xui16>, tensor<2xui64>, tensor<3x4xui16>, tensor<2xui64>, tensor<7x5x2xui16>, tensor<2xui64>, tensor<ui16>, tensor<2xui64>, tensor<7xui32>, tensor<2xui64>, tensor<8xui32>, tensor<2xui64>, tensor<5x3xui32>, tensor<2xui64>, tensor<3x4xui32>, tensor<2xui64>, tensor<7x5x2xui32>, tensor<2xui64>, tensor<ui32>, tensor<2xui64>, tensor<7xui64>, tensor<2xui64>, tensor<8xui64>, tensor<2xui64>, tensor<5x3xui64>, tensor<2xui64>, tensor<3x4xui64>, tensor<2xui64>, tensor<7x5x2xui64>, tensor<2xui64>, tensor<ui64>, tensor<2xui64>, tensor<7xui8>, tensor<2xui64>, tensor<8xui8>, tensor<2xui64>, tensor<5x3xui8>, tensor<2xui64>, tensor<3x4xui8>, tensor<2xui64>, tensor<7x5x2xui8>, tensor<2xui64>, tensor<ui8>, tensor<2xui64>, tensor<7xui16>, tensor<2xui64>, tensor<8xui16>, tensor<2xui64>, tensor<5x3xui16>, tensor<2xui64>, tensor<3x4xui16>, tensor<2xui64>, tensor<7x5x2xui16>, tensor<2xui64>, tensor<ui16>, tensor<2xui64>, tensor<7xui32>, tensor<2xui64>, tensor<8xui32>, tensor<2xui64>, tensor<5x3xui32>, tensor<2xui64>, tensor<3x4xui32>, tensor<2xui64>, tensor<7x5x2xui32>, tensor<2xui64>, tensor<ui32>, tensor<2xui64>, tensor<7xui64>, tensor<2xui64>, tensor<8xui64>, tensor<2xui64>, tensor<5x3xui64>, tensor<2xui64>, tensor<3x4xui64>, tensor<2xui64>, tensor<7x5x2xui64>, tensor<2xui64>, tensor<ui64>, tensor<3xui64>, tensor<7xui8>, tensor<3xui64>, tensor<8xui8>, tensor<3xui64>, tensor<5x3xui8>, tensor<3xui64>, tensor<3x4xui8>, tensor<3xui64>, tensor<7x5x2xui8>, tensor<3xui64>, tensor<ui8>, tensor<3xui64>, tensor<7xui16>, tensor<3xui64>, tensor<8xui16>, tensor<3xui64>, tensor<5x3xui16>, tensor<3xui64>, tensor<3x4xui16>, tensor<3xui64>, tensor<7x5x2xui16>, tensor<3xui64>, tensor<ui16>, tensor<3xui64>, tensor<7xui32>, tensor<3xui64>, tensor<8xui32>, tensor<3xui64>, tensor<5x3xui32>, tensor<3xui64>, tensor<3x4xui32>, tensor<3xui64>, tensor<7x5x2xui32>, tensor<3xui64>, tensor<ui32>, tensor<3xui64>, tensor<7xui64>, tensor<3xui64>, tensor<8xui64>, tensor<3xui64>, tensor<5x3xui64>, tensor<3xui64>, tensor<3x4xui64>, tensor<3xui64>, tensor<7x5x2xui64>, tensor<3xui64>, tensor<ui64>, tensor<2xui64>, tensor<7xui8>, tensor<2xui64>, tensor<8xui8>, tensor<2xui64>, tensor<5x3xui8>, tensor<2xui64>, tensor<3x4xui8>, tensor<2xui64>, tensor<7x5x2xui8>, tensor<2xui64>, tensor<ui8>, tensor<2xui64>, tensor<7xui16>, tensor<2xui64>, tensor<8xui16>, tensor<2xui64>, tensor<5x3xui16>, tensor<2xui64>, tensor<3x4xui16>, tensor<2xui64>, tensor<7x5x2xui16>, tensor<2xui64>, tensor<ui16>, tensor<2xui64>, tensor<7xui32>, tensor<2xui64>, tensor<8xui32>, tensor<2xui64>, tensor<5x3xui32>, tensor<2xui64>, tensor<3x4xui32>, tensor<2xui64>, tensor<7x5x2xui32>, tensor<2xui64>, tensor<ui32>, tensor<2xui64>, tensor<7xui64>, tensor<2xui64>, tensor<8xui64>, tensor<2xui64>, tensor<5x3xui64>, tensor<2xui64>, tensor<3x4xui64>, tensor<2xui64>, tensor<7x5x2xui64>, tensor<2xui64>, tensor<ui64>
  }
}
